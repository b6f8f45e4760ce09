// The same key again: the same answer, also of a failure, for as long as the double lives.
import { Fault } from "./fault.mjs";

const KEY_BYTES_MAX = 255;

export class Idempotency {
  constructor() {
    this.answers = new Map();
  }

  // Runs `work` once for a key. What is refused before anything was done is not kept.
  async once(key, fingerprint, work) {
    if (!key) return work();
    if (key.length > KEY_BYTES_MAX) throw new Fault(400, "idempotency_error", "The key is too long.");
    const known = this.answers.get(key);
    if (known?.fingerprint && known.fingerprint !== fingerprint)
      throw new Fault(400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters they "
                      + `were first used with. Try using a key other than '${key}'.`);
    if (known?.is_under_way)
      throw new Fault(409, "idempotency_error", "There is currently another in-progress request using this key.",
                      { code: "idempotency_key_in_use" });
    if (known) return { ...known.answer, is_replay: true };
    this.answers.set(key, { fingerprint, is_under_way: true });
    const answer = await work();
    const is_kept = answer.status < 400 || (answer.status !== 401 && answer.status !== 429 && !answer.body.error?.param);
    if (is_kept) this.answers.set(key, { fingerprint, answer });
    else this.answers.delete(key);
    return answer;
  }
}
