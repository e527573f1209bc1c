import { testKinds } from "./check.ts";
import { members } from "./members.ts";

testKinds(members);
