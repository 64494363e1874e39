import { describe, expect, it } from "@jest/globals";
import { Actra } from "actra";
import { actraMatchers, CoverageCounter } from "actra/testing";
import { declare } from "./declare.cjs";

declare(Actra, actraMatchers, CoverageCounter, { describe, expect, it });
