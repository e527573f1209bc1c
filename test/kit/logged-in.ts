/** What alice reads, with this mask, when SASL has logged her in to an account. */
export const loggedInWith = (mask: string) => (account: string) => [
  `:irc.test 900 alice ${mask} ${account} :You are now logged in as ${account}`,
  ":irc.test 903 alice :SASL authentication successful",
];
