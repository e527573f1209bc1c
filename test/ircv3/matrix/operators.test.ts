import { testKinds } from "./check.ts";
import { kills, operators } from "./operators.ts";

testKinds([...operators, ...kills]);
