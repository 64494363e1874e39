import { answering } from "./answering.ts";
import { reviewing, rewritten } from "./reviewing.ts";

answering({ answer: reviewing, rewrite: rewritten });
