/** What keeps a plugin from being loaded, told in one line that names it. */
export class PluginError extends Error {
  readonly code = "PLUGIN";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PluginError";
  }
}

/** The thread of a plugin is no more: there is nothing left that could fail again. */
export class PluginGone extends Error {}

/** Anything that was thrown, as text: even what throws when it is looked at. */
export function textOfError(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack ?? error.message) : `thrown: ${String(error)}`;
  } catch {
    return "thrown: something that cannot be shown";
  }
}

/** The first line of it. */
export function reasonIn(error: unknown): string {
  try {
    const text = error instanceof Error ? String(error.message) : String(error);
    return text.split("\n", 1)[0] ?? "";
  } catch {
    return "something was thrown that cannot be shown";
  }
}
