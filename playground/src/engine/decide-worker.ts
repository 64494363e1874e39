import { answering } from "./answering.ts";
import { deciding } from "./deciding.ts";

answering({ answer: deciding });
