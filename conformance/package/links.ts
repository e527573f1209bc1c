import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the links of a page in Markdown point at, those to other hosts and within the page apart. */
export function linksOf(text: string): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !target.includes(":"));
}

/** Those of a page at `page` within the folder `root` that lead nowhere. */
export function deadLinks(root: string, page: string, text: string): readonly string[] {
  return linksOf(text).filter((target) => !existsSync(join(root, dirname(page), target)));
}
