// Every workload by the name that jobs have for it. A size is a number of rules, or of fields.

import { numberFields, stringFields } from "./fields.mjs";
import { guarded } from "./guarded.mjs";
import { tenant } from "./tenant.mjs";
import { w1 } from "./w1.mjs";
import { w1Fresh } from "./w1-fresh.mjs";
import { w1Shapes } from "./w1-shapes.mjs";
import { w3Limits, w3LimitsNone, w3Literals, w3LiteralsNone } from "./w3.mjs";

const workloads = {
  w1,
  "w1-shapes": w1Shapes,
  "w1-fresh": w1Fresh,
  guarded,
  tenant,
  "w3-literals": w3Literals,
  "w3-literals-none": w3LiteralsNone,
  "w3-limits": w3Limits,
  "w3-limits-none": w3LimitsNone,
  "fields-number": numberFields,
  "fields-string": stringFields,
};

export const workloadOf = ({ workload, size }) => workloads[workload](size);
