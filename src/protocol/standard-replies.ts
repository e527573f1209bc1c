/**
 * Every standard reply we send (standard-replies.md): `TYPE COMMAND CODE`, context, and the text after the
 * colon, with fields as in `numerics`. The name is what refusals are made by; it begins with the type.
 */
export const standardReplies = {
  FAIL_INVALID_UTF8: "FAIL {command} INVALID_UTF8 :This network speaks UTF-8 only; the line was dropped",
  FAIL_INVALID_MESSAGE: "FAIL * INVALID_MESSAGE :{text}",

  // What a plugin keeps a line from.
  FAIL_REFUSED: "FAIL {command} REFUSED :{reason}",

  // account-registration.md
  FAIL_ACCOUNT_EXISTS: "FAIL {command} ACCOUNT_EXISTS {account} :{reason}",
  FAIL_ACCOUNT_NAME_MUST_BE_NICK: "FAIL {command} ACCOUNT_NAME_MUST_BE_NICK {account} :{reason}",
  FAIL_ALREADY_AUTHENTICATED: "FAIL {command} ALREADY_AUTHENTICATED {account} :{reason}",
  FAIL_BAD_ACCOUNT_NAME: "FAIL {command} BAD_ACCOUNT_NAME {account} :{reason}",
  FAIL_INVALID_CODE: "FAIL {command} INVALID_CODE {account} :{reason}",
  FAIL_INVALID_EMAIL: "FAIL {command} INVALID_EMAIL {account} :{reason}",
  FAIL_NEED_NICK: "FAIL {command} NEED_NICK {account} :{reason}",
  FAIL_TEMPORARILY_UNAVAILABLE: "FAIL {command} TEMPORARILY_UNAVAILABLE {account} :{reason}",
  FAIL_UNACCEPTABLE_EMAIL: "FAIL {command} UNACCEPTABLE_EMAIL {account} :{reason}",
  FAIL_UNACCEPTABLE_PASSWORD: "FAIL {command} UNACCEPTABLE_PASSWORD {account} :{reason}",
  FAIL_WEAK_PASSWORD: "FAIL {command} WEAK_PASSWORD {account} :{reason}",
  FAIL_COMPLETE_CONNECTION: "FAIL {command} COMPLETE_CONNECTION_REQUIRED :{reason}",
  FAIL_ACCOUNT_REQUIRED: "FAIL * ACCOUNT_REQUIRED :{reason}",

  // setname.md
  FAIL_INVALID_REALNAME: "FAIL SETNAME INVALID_REALNAME :Realname is not valid",
  FAIL_CANNOT_CHANGE_REALNAME: "FAIL SETNAME CANNOT_CHANGE_REALNAME :Slow down your realname changes",

  // What a filter has refused, where no numeric says so.
  FAIL_FILTERED: "FAIL {command} FILTERED {about} :{reason}",

  FAIL_FILTER_INVALID_PARAMS: "FAIL FILTER INVALID_PARAMS {given} :{reason}",
  FAIL_REVIEW_INVALID_PARAMS: "FAIL REVIEW INVALID_PARAMS {given} :{reason}",

  // What bans of the whole network are refused for.
  FAIL_INVALID_MASK: "FAIL {command} INVALID_MASK {given} :{reason}",
  FAIL_NO_SUCH_BAN: "FAIL {command} NO_SUCH_BAN {given} :There is no such ban",
  FAIL_DEFCON_INVALID_PARAMS: "FAIL DEFCON INVALID_PARAMS {given} :A level from 5 to 1 is needed",
  FAIL_UBAN_NO_SUCH_KIND: "FAIL UBAN INVALID_PARAMS {given} :The kinds of bans are {kinds}",
  FAIL_UBAN_INVALID_PARAMS: "FAIL UBAN INVALID_PARAMS {given} :ADD, DEL, LIST and INFO are known",

  // channel-rename.md
  FAIL_CHANNEL_NAME_IN_USE: "FAIL RENAME CHANNEL_NAME_IN_USE {channel} {name} :Channel already exists",
  FAIL_CANNOT_RENAME: "FAIL RENAME CANNOT_RENAME {channel} {name} :{reason}",

  // chathistory.md, which names no code for who has not asked for it.
  FAIL_HISTORY_NOT_ENABLED: "FAIL CHATHISTORY NOT_ENABLED :Ask for the draft/chathistory capability first",
  FAIL_HISTORY_INVALID_PARAMS: "FAIL CHATHISTORY INVALID_PARAMS {subcommand} :{reason}",
  FAIL_HISTORY_INVALID_PARAM: "FAIL CHATHISTORY INVALID_PARAMS {subcommand} {given} :{reason}",
  FAIL_HISTORY_INVALID_TARGET:
    "FAIL CHATHISTORY INVALID_TARGET {subcommand} {target} :Messages could not be retrieved",
  FAIL_HISTORY_MESSAGE_ERROR: "FAIL CHATHISTORY MESSAGE_ERROR {subcommand} {target} {given} :No such message",
  FAIL_HISTORY_INVALID_MSGREFTYPE:
    "FAIL CHATHISTORY INVALID_MSGREFTYPE {subcommand} {target} {given} :Only msgid= and timestamp= are known",

  // proposal 496 (search), which names no code for who has not asked for it.
  FAIL_SEARCH_NOT_ENABLED: "FAIL SEARCH NOT_ENABLED :Ask for the draft/search capability first",
  FAIL_SEARCH_INVALID_PARAMS: "FAIL SEARCH INVALID_PARAMS {given} :{reason}",

  // message-redaction.md
  FAIL_REDACT_INVALID_TARGET: "FAIL REDACT INVALID_TARGET {target} :You cannot delete messages from {target}",
  FAIL_REDACT_FORBIDDEN:
    "FAIL REDACT REDACT_FORBIDDEN {target} {id} :You are not authorised to delete this message",
  FAIL_REDACT_WINDOW_EXPIRED:
    "FAIL REDACT REDACT_WINDOW_EXPIRED {target} {id} {seconds} :You can no longer edit this message",
  FAIL_REDACT_UNKNOWN_MSGID:
    "FAIL REDACT UNKNOWN_MSGID {target} {id} :This message does not exist or is too old",

  // proposal 425 (message-edit): what may not be read is answered as if it were another's.
  FAIL_EDIT_FORBIDDEN: "FAIL EDIT EDIT_FORBIDDEN {target} {id} :You are not authorised to edit this message",
  FAIL_EDIT_NO_MESSAGE: "FAIL EDIT INVALID_EDIT {target} :Invalid edit text",
  FAIL_EDIT_INVALID: "FAIL EDIT INVALID_EDIT {target} {id} :Invalid edit text",
  FAIL_EDIT_WINDOW_EXPIRED:
    "FAIL EDIT EDIT_WINDOW_EXPIRED {target} {id} {seconds} :You can no longer edit this message",

  // proposal 589 (channel-flood-limits); that there are too many has no code there.
  FAIL_CHANLIMITS_CHANOP_NEEDED:
    "FAIL CHANLIMITS CHANOP_NEEDED {channel} :You need channel privileges to set flood limits",
  FAIL_CHANLIMITS_INVALID_PARAMS:
    "FAIL CHANLIMITS INVALID_PARAMS {channel} :Invalid flood limit syntax: {problem}",
  FAIL_CHANLIMITS_TOO_MANY: "FAIL CHANLIMITS TOO_MANY_LIMITS {channel} :There are {most} limits already",

  // proposal 503
  FAIL_PERSISTENCE_ACCOUNT_REQUIRED: "FAIL PERSISTENCE ACCOUNT_REQUIRED :An account is required",
  FAIL_PERSISTENCE_INVALID_PARAMETERS: "FAIL PERSISTENCE INVALID_PARAMETERS :Invalid parameters",
  FAIL_PERSISTENCE_INTERNAL_ERROR: "FAIL PERSISTENCE INTERNAL_ERROR :An error occurred",
  // metadata.md; what lacks a parameter has no code there, and this one in what is to follow it.
  FAIL_METADATA_INVALID_TARGET: "FAIL METADATA INVALID_TARGET {target} :Invalid metadata target",
  FAIL_METADATA_SUBCOMMAND_INVALID: "FAIL METADATA SUBCOMMAND_INVALID {subcommand} :Invalid subcommand",
  FAIL_METADATA_INVALID_PARAMS: "FAIL METADATA INVALID_PARAMS {subcommand} :{reason}",
  FAIL_METADATA_KEY_INVALID: "FAIL METADATA KEY_INVALID {key} :Invalid key",
  FAIL_METADATA_KEY_NO_PERMISSION: "FAIL METADATA KEY_NO_PERMISSION {target} {key} :Permission denied",
  FAIL_METADATA_KEY_NOT_SET: "FAIL METADATA KEY_NOT_SET {target} {key} :Key not set",
  FAIL_METADATA_LIMIT_REACHED: "FAIL METADATA LIMIT_REACHED {target} :Metadata limit reached",
  FAIL_METADATA_RATE_LIMITED:
    "FAIL METADATA RATE_LIMITED {target} {key} {seconds} :Too many changes, try again in {seconds} seconds",
  FAIL_METADATA_TOO_MANY_SUBS: "FAIL METADATA TOO_MANY_SUBS {key} :Too many subscriptions",
  FAIL_METADATA_VALUE_INVALID: "FAIL METADATA VALUE_INVALID :The value is too long",

  // read-marker.md
  FAIL_MARKREAD_NEED_MORE_PARAMS: "FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters",
  FAIL_MARKREAD_INVALID_PARAMS: "FAIL MARKREAD INVALID_PARAMS {given} :Invalid parameters",
  FAIL_MARKREAD_INTERNAL_ERROR: "FAIL MARKREAD INTERNAL_ERROR {target} :{reason}",

  // proposal 569 (user-query)
  FAIL_QUERY_INVALID_PARAMS: "FAIL USERQUERY {subcommand} INVALID_PARAMS :Invalid parameters",
  FAIL_QUERY_INVALID_PARAM: "FAIL USERQUERY {subcommand} INVALID_PARAMS {given} :Invalid parameters",
  FAIL_QUERY_ALREADY_OPENED: "FAIL USERQUERY OPEN ALREADY_OPENED {nick} :This user query was already opened",
  FAIL_QUERY_ALREADY_CLOSED: "FAIL USERQUERY CLOSE ALREADY_CLOSED {nick} :This user query was already closed",
  FAIL_QUERY_INTERNAL_ERROR:
    "FAIL USERQUERY {subcommand} INTERNAL_ERROR {nick} :The user query could not be opened or closed",

  // client-batch.md
  FAIL_INVALID_REFTAG: "FAIL BATCH INVALID_REFTAG {ref} :{reason}",
  FAIL_TIMEOUT: "FAIL BATCH TIMEOUT {ref} :The batch was left open for too long",
  FAIL_UNKNOWN_TYPE: "FAIL BATCH UNKNOWN_TYPE {ref} {type} :No such type of batch",

  // multiline.md
  FAIL_MULTILINE_MAX_BYTES: "FAIL BATCH MULTILINE_MAX_BYTES {limit} :Multiline batch max-bytes exceeded",
  FAIL_MULTILINE_MAX_LINES: "FAIL BATCH MULTILINE_MAX_LINES {limit} :Multiline batch max-lines exceeded",
  FAIL_MULTILINE_INVALID_TARGET:
    "FAIL BATCH MULTILINE_INVALID_TARGET {target} {given} :Invalid multiline target",
  FAIL_MULTILINE_INVALID: "FAIL BATCH MULTILINE_INVALID :{reason}",

  // relaymsg: the proposal names no codes.
  FAIL_RELAY_NOT_ENABLED: "FAIL RELAYMSG NOT_ENABLED :Ask for the draft/relaymsg capability first",
  FAIL_RELAY_INVALID_NICK: "FAIL RELAYMSG INVALID_NICK {nick} :{reason}",
} as const satisfies Record<string, string>;

/** The name of a standard reply. */
export type StandardReplyName = keyof typeof standardReplies;
