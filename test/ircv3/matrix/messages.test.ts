import { testKinds } from "./check.ts";
import { messages } from "./messages.ts";
import { multiline } from "./multiline.ts";

testKinds([...messages, ...multiline]);
