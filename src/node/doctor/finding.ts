/** What the doctor has found out: `fault` keeps the server from serving as it is configured. */
export interface Finding {
  readonly kind: "ok" | "warning" | "fault";
  /** What was looked at. */
  readonly about: string;
  readonly text: string;
}

/** Findings of one examination, with what it is about filled in. */
export function findingsAbout(about: string) {
  const found =
    (kind: Finding["kind"]) =>
    (text: string): Finding => ({ kind, about, text });
  return { ok: found("ok"), warning: found("warning"), fault: found("fault") };
}
