import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDate, parseDatetime } from "../src/language/datetime.ts";

const FIRST = Date.parse("0000-01-01T00:00:00Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

describe("parseDatetime", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0],
    ["1970-01-01t00:00:00z", 0],
    ["2024-02-29T12:30:15Z", Date.UTC(2024, 1, 29, 12, 30, 15)],
    ["2000-02-29T00:00:00Z", Date.UTC(2000, 1, 29)],
    ["0000-01-01T00:00:00Z", -62167219200000],
    ["0000-02-29T00:00:00Z", -62167219200000 + 59 * 86_400_000],
    ["0099-12-31T23:59:59Z", -59011459201000],
    ["9999-12-31T23:59:59.999Z", 253402300799999],
    ["2024-01-01T00:00:00+01:00", Date.UTC(2023, 11, 31, 23)],
    ["2024-01-01T00:00:00-23:59", Date.UTC(2024, 0, 1, 23, 59)],
    ["2024-01-01T00:00:00-00:00", Date.UTC(2024, 0, 1)],
    ["0000-01-01T00:00:00+23:59", -62167219200000 - (23 * 60 + 59) * 60_000],
    ["2024-01-01T00:00:00.5Z", Date.UTC(2024, 0, 1, 0, 0, 0, 500)],
    ["2024-01-01T00:00:00.05Z", Date.UTC(2024, 0, 1, 0, 0, 0, 50)],
    ["2024-01-01T00:00:00.1239999999Z", Date.UTC(2024, 0, 1, 0, 0, 0, 123)],
    ["1969-12-31T23:59:59.9999Z", -1],
    [`2024-01-01T00:00:00.${"9".repeat(10_000)}Z`, Date.UTC(2024, 0, 1, 0, 0, 0, 999)],
  ])("%s", (text, milliseconds) => {
    expect(parseDatetime(text)).toBe(milliseconds);
  });

  test.each([
    "",
    "2024-01-01",
    "2024-01-01T00:00:00",
    "2024-01-01T00:00Z",
    "2024-01-01 00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01T23:60:00Z",
    "2024-01-01T23:59:60Z",
    "2024-00-01T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-01-00T00:00:00Z",
    "2024-01-32T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "2024-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2024-01-01T00:00:00.Z",
    "2024-01-01T00:00:00,5Z",
    "2024-01-01T00:00:00.5",
    "2024-01-01T00:00:00Zz",
    "2024-01-01T00:00:00Z ",
    " 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00+24:00",
    "2024-01-01T00:00:00+00:60",
    "2024-01-01T00:00:00+0100",
    "2024-01-01T00:00:00+01",
    "2024-01-01T00:00:00−01:00",
    "2024-1-01T00:00:00Z",
    "24-01-01T00:00:00Z",
    "+002024-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "2024-01-01T0٠:00:00Z",
    "２024-01-01T00:00:00Z",
    "2024-01-01T-1:00:00Z",
    "2024-01-01T00:00:00\u013a",
    "2024-01-01\u017400:00:00Z",
  ])("%s is none", (text) => {
    expect(parseDatetime(text)).toBeUndefined();
  });

  test("reads what toISOString writes", () => {
    const instant = fc.integer({ min: FIRST, max: LAST });
    fc.assert(fc.property(instant, (time) => parseDatetime(new Date(time).toISOString()) === time));
  });

  test("never throws, and agrees with Date.parse where it reads anything", () => {
    const text = fc.array(
      fc.constantFrom("2024", "02", "29", "31", "-", "-", "T", ":", "00", ".", "5", "Z", "+", "\ud800"),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const time = parseDatetime(parts.join(""));
        return time === undefined || time === Date.parse(parts.join(""));
      }),
      { numRuns: 2000 },
    );
  });
});

test("parseDate reads the day at the beginning of a text", () => {
  expect(parseDate("2024-02-29")).toBe(Date.UTC(2024, 1, 29));
  expect(parseDate("2023-02-29")).toBeUndefined();
  expect(parseDate("2023-02")).toBeUndefined();
});
