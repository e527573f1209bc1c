import { configurationPage } from "./configuration.ts";

/** The pages made from tables in the source, each with its maker. */
export const pages = {
  "configuration.md": configurationPage,
} satisfies Record<string, () => string>;
