/** A configuration that cannot be used; each line names a place and what is allowed there. */
export class ConfigError extends Error {
  readonly code = "CONFIG";
  readonly lines: readonly string[];

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join("\n"), options);
    this.name = "ConfigError";
    this.lines = lines;
  }
}
