// The size of the picture.
import { describe, expect, it } from "vitest";
import { cssSide, modulePixels } from "@/shared";
import { BIG_SIDE, inCm, SIZES, USUAL_SIDE } from "./picture";

describe("modulePixels", () => {
  it.each([
    [37, 1, 10],
    [45, 1, 8],
    [57, 1, 6],
    [45, 1.25, 10],
    [45, 1.5, 12],
    [45, 2, 16],
  ])("gives %i modules at ratio %f %i whole device pixels each", (modules, ratio, expected) => {
    const px = modulePixels({ modules, ratio, room: 900, side: USUAL_SIDE });
    expect(px).toBe(expected);
    const side = cssSide(modules, px, ratio);
    expect(side).toBeLessThanOrEqual(USUAL_SIDE);
    expect(side).toBeGreaterThan(USUAL_SIDE * 0.9);
    expect(side * ratio).toBeCloseTo(modules * px, 9);
  });

  it("is never larger than its room", () => {
    for (let room = 180; room < 700; room += 7) {
      for (const ratio of [1, 1.1, 1.25, 1.5, 1.75, 2, 3]) {
        const px = modulePixels({ modules: 45, ratio, room, side: BIG_SIDE });
        expect(cssSide(45, px, ratio)).toBeLessThanOrEqual(room);
        expect(Number.isInteger(px)).toBe(true);
      }
    }
  });

  it("stays within what the desk draws", () => {
    expect(modulePixels({ modules: 57, ratio: 1, room: 20, side: USUAL_SIDE })).toBe(3);
    expect(modulePixels({ modules: 29, ratio: 4, room: 2000, side: 2000 })).toBe(40);
  });

  it("takes the wanted side while the room is not measured yet", () => {
    expect(modulePixels({ modules: 37, ratio: 1, room: 0, side: USUAL_SIDE })).toBe(10);
  });

  it("comes as near to 8 and 9 cm as whole device pixels allow", () => {
    for (const { side } of [SIZES[8], SIZES[9]]) {
      for (const modules of [37, 45, 57]) {
        for (const ratio of [1, 1.25, 1.5, 2, 3]) {
          const px = modulePixels({ modules, ratio, room: 900, side, atMost: false });
          expect(Number.isInteger(px)).toBe(true);
          expect(Math.abs(cssSide(modules, px, ratio) - side)).toBeLessThanOrEqual(modules / ratio / 2);
        }
      }
    }
    expect(inCm(SIZES[8].side)).toBe("8 cm");
    expect(inCm(360)).toBe("9.5 cm");
  });
});
