// What Stripe answers when it will not: its error object with a status.
export class Fault extends Error {
  constructor(status, type, message, more = {}) {
    super(message);
    this.status = status;
    this.body = { error: { type, message, ...more } };
  }
}

export const invalid = (message, more) => new Fault(400, "invalid_request_error", message, more);

export const missing = (kind, id, param) =>
  new Fault(404, "invalid_request_error", `No such ${kind}: '${id}'`, { code: "resource_missing", param });
