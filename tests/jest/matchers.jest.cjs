const { Actra } = require("actra");
const { actraMatchers, CoverageCounter } = require("actra/testing");
const { declare } = require("./declare.cjs");

declare(Actra, actraMatchers, CoverageCounter, { describe, expect, it });
