/** A schema that says everything that a schema can say, as it is written in TypeScript. */
import { defineSchema } from "../../src/index.ts";

export const everyField = defineSchema({
  version: 1,
  actions: {
    refund: {
      description: "Give money back to a customer",
      fields: {
        type: "string",
        text: "string",
        number: "number",
        whole: "integer",
        flag: "boolean",
        when: "datetime",
        address: "ip",
        texts: "string[]",
        numbers: "number[]",
        wholes: "integer[]",
        times: "datetime[]",
        addresses: "ip[]",
        note: "string?",
        tags: "string[]?",
        amount: { type: "number", minimum: 0, maximum: 1e21, description: "In cents", sensitive: true },
        iban: { type: "string", max_length: 34, optional: true },
        until: { type: "datetime?", minimum: "2020-01-01T00:00:00Z" },
        currency: { type: "string", enum: ["USD", "EUR", 'a "quoted" \\ one', "\u202e"] },
        level: { type: "integer?", enum: [1, 2, -3] },
        rate: { type: "number", enum: [0.5, 1e21] },
        colours: { type: "string[]", enum: ["red", "blue"] },
        only: { type: "string[]", enum: ["this"], optional: true },
        customer: {
          description: "Who gets it",
          fields: {
            id: "string",
            address: { optional: true, fields: { country: "string?", type: { type: "ip[]?" } } },
          },
        },
        fields: "string",
        items: { fields: { items: "boolean?" } },
      },
    },
    ping: {},
    "db.read": { fields: {} },
    "a/b-c:d": {
      fields: { new: "string", readonly: "number?", class: { type: "boolean", optional: false } },
    },
  },
  actor: {
    kind: "role",
    description: "Whoever asks",
    fields: { role: { type: "string", enum: ["agent", "manager"] }, type: "string" },
  },
  snapshot: { fields: { fraud_flag: "boolean" } },
});
