import { afterEach, expect, it, vi } from "vitest";
import { Clock } from "../../src/runtime/clock.ts";

afterEach(() => vi.restoreAllMocks());

it("the system's clock is asked once a second, and followed when it was set", () => {
  const system = vi.spyOn(Date, "now").mockReturnValue(1_000_000);
  const clock = new Clock(undefined);
  expect([clock.timestamp(500), clock.timestamp(700.4), clock.timestamp(1499)]).toEqual([
    1_000_000, 1_000_200, 1_000_999,
  ]);
  expect(system).toHaveBeenCalledTimes(1);
  system.mockReturnValue(5_000_000);
  expect(clock.timestamp(1500)).toBe(5_000_000);
});

it("a clock of the user's is asked each time; where it fails, the system's is", () => {
  vi.spyOn(Date, "now").mockReturnValue(7);
  let time = 1;
  const own = new Clock(() => time++);
  expect([own.timestamp(0), own.timestamp(0)]).toEqual([1, 2]);
  const broken = new Clock(() => {
    throw new Error("x");
  });
  expect(broken.timestamp(0)).toBe(7);
});
