import { testKinds } from "./check.ts";
import { identities } from "./identities.ts";

testKinds(identities);
