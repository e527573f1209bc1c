import type { ActOutcome } from "../../log/log.ts";
import { replyWords } from "../../protocol/reply.ts";
import { HttpProblem, problem } from "../problem.ts";

const missing: ReadonlySet<string> = new Set(["ERR_NOSUCHNICK", "ERR_NOSUCHCHANNEL", "ERR_USERNOTINCHANNEL"]);

/** Throws what tells of an act that was refused, or that nothing has come back of. */
export function demandDone(outcome: ActOutcome): void {
  if (outcome === "late")
    throw new HttpProblem(problem(504, "The log has not brought it back in time; it may still be done"));
  const [first] = outcome;
  if (!first) return;
  if (first.numeric === "ERR_UNKNOWNERROR") throw new HttpProblem(problem(500, replyWords(first)));
  const errors = outcome.map((refusal) => ({ at: "request", message: replyWords(refusal) }));
  throw new HttpProblem(problem(missing.has(first.numeric) ? 404 : 422, replyWords(first), errors));
}
