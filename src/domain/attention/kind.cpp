#include "domain/attention/kind.hpp"

#include <algorithm>

namespace aan::attention {
namespace {

constexpr bool yes = true;
constexpr bool no = false;

constexpr KindRow kRows[] = {
    {Kind::ledger_unsound, "ledger_unsound", Urgency::now, Place::machine, no,
     "The journal of money is not what was written, or does not add up.",
     "aan ledger check names every place. Copy the data directory as it is before anything else; "
     "then compare with the newest backup that checks clean."},
    {Kind::dispute_open, "dispute_open", Urgency::now, Place::order, no,
     "The payer's bank asks the money of an order back.",
     "Answer with evidence at the payment processor before the date, or let it go. The buyer's "
     "downloads rest until the bank decides."},
    {Kind::inquiry_open, "inquiry_open", Urgency::now, Place::order, no,
     "The payer's bank asks about a payment. No money has moved yet.",
     "Answer before the date on the processor's own pages (Stripe: Payments, Disputes), or give "
     "the "
     "money back on the page of the order: without an answer it may become a dispute, which costs "
     "a "
     "fee. The item goes when you have answered, and comes back if the bank asks again."},
    {Kind::appeal_open, "appeal_open", Urgency::now, Place::order, no,
     "A dispute was lost, and can be appealed.",
     "Appeal before the date on the processor's own pages (Stripe: Payments, Disputes), or let it "
     "go: the money stays with the bank meanwhile. The item goes when you have appealed, or when "
     "it is decided."},
    {Kind::fraud_warned, "fraud_warned", Urgency::now, Place::order, yes,
     "The payer's bank reports a payment as fraud. Nobody has asked for the money yet.",
     "If nothing says that the buyer is real, give the money back on the page of the order before "
     "the bank takes it: a dispute costs a fee as well. If you know the buyer, settle this by "
     "hand."},
    {Kind::refund_failed, "refund_failed", Urgency::now, Place::order, yes,
     "A refund did not go through.",
     "See why at the payment processor, then ask again on the page of the order or with aan order "
     "refund, or give the money back another way and settle this by hand."},
    {Kind::refund_owed, "refund_owed", Urgency::now, Place::order, yes,
     "A buyer is owed money that cannot go back by itself.",
     "Ask for it on the page of the order, or with aan order refund. If the way it was paid takes "
     "nothing back, the buyer writes to you with the claim R-REFERENCE that the order's page "
     "names: "
     "give it back another way and settle this by hand."},
    {Kind::payment_lost, "payment_lost", Urgency::now, Place::order, yes,
     "Money of a delivered order is gone again.",
     "The buyer can pay once more from the order's page. Look at the payment processor why it "
     "went."},
    {Kind::disk_full, "disk_full", Urgency::now, Place::machine, no,
     "The disk of the shop is full: nothing can be sold.",
     "Make room on it, or move the data directory to a larger one. The shop goes on by itself."},
    {Kind::codes_guessed, "codes_guessed", Urgency::now, Place::person, no,
     "Somebody has the password of a person at the desk and guesses the code.",
     "That person changes the password at the desk, under their own name; the item goes with it, "
     "or a day after the last guess. Only the code keeps the guesser out until then."},
    {Kind::method_rests, "method_rests", Urgency::now, Place::machine, no,
     "A way to pay is not offered, because its processor does not work for this shop.",
     "aan doctor stripe says what it is. While it rests no new payment is begun; those under way "
     "go on."},
    {Kind::payouts_stopped, "payouts_stopped", Urgency::now, Place::machine, no,
     "A payment processor takes money for the shop and does not pay it out, or will soon stop.",
     "Answer what it asks for on its own pages (dashboard.stripe.com/account); aan doctor stripe "
     "says what it is. Buyers can pay all the while: what they pay is kept by the processor."},
    {Kind::payout_failed, "payout_failed", Urgency::now, Place::machine, yes,
     "The shop's bank did not take a payout of a payment processor: the money is back there.",
     "Compare the bank account on the processor's own pages. The item goes with the next payout "
     "that arrives, or settle this by hand."},
    {Kind::file_damaged, "file_damaged", Urgency::now, Place::book, no,
     "The shop's copy of a book is damaged or gone: it is off sale, and buyers cannot fetch it.",
     "Bring the same file in again with aan import. Then look at the disk that it lay on."},
    {Kind::effect_stuck, "effect_stuck", Urgency::now, Place::queue, yes,
     "Something that the shop has to do outside does not succeed.",
     "aan queue list says why. Mend that; a buried job goes on with aan queue retry."},
    {Kind::message_unread, "message_unread", Urgency::soon, Place::queue, yes,
     "A payment processor said something that the shop does not understand.",
     "It may be about money: compare it with the processor's own pages. aan queue list shows it, "
     "aan queue retry reads it again."},
    {Kind::payment_unusable, "payment_unusable", Urgency::soon, Place::order, yes,
     "A payment processor reported money of an order that cannot be counted for it, or money that "
     "is on its way for a month.",
     "Compare the order's time line with the processor's own pages, and give back what does not "
     "belong here. Money that is on its way is asked about every day: ask the processor why it "
     "does not come."},
    {Kind::refund_stuck, "refund_stuck", Urgency::soon, Place::order, no,
     "A refund has been under way for unusually long.",
     "Look at it at the payment processor. The shop goes on asking."},
    {Kind::messages_missed, "messages_missed", Urgency::soon, Place::machine, no,
     "Messages of a payment processor do not arrive, or those that were lost cannot be fetched.",
     "Check that NODE_URL/webhooks/stripe can be reached from outside, that STRIPE_WEBHOOK_SECRET "
     "is the endpoint's, and that the key may read events. aan doctor stripe looks at all three."},
    {Kind::mail_stuck, "mail_stuck", Urgency::soon, Place::machine, no,
     "The mail server does not take the shop's letters; they wait.",
     "aan doctor mail says what it is; a sender that is refused is set right in MAIL_FROM. They "
     "leave by themselves afterwards, and buyers have the page of their order meanwhile."},
    {Kind::keys_lost, "keys_lost", Urgency::soon, Place::machine, yes,
     "The shop goes on without keys that orders were made with.",
     "If a copy of DIR/keys turns up, put it back. Else hand lost addresses out again with aan "
     "order link --renew, and settle this by hand."},
    {Kind::dispute_lost, "dispute_lost", Urgency::soon, Place::order, yes,
     "A dispute was decided for the payer: the money is gone, and a fee too where its "
     "processor takes one.",
     "Nothing can be done about this one. See whether its reason can be met for the next buyer, "
     "and settle this by hand."},
    {Kind::backup_old, "backup_old", Urgency::soon, Place::machine, no, "The newest backup is old.",
     "Run aan backup, and let a timer do it every night."},
    {Kind::disk_low, "disk_low", Urgency::soon, Place::machine, no,
     "The disk of the shop is nearly full.",
     "Make room before it is full: then nothing can be sold."},
    {Kind::webhook_dead, "webhook_dead", Urgency::soon, Place::webhook, no,
     "A program that is told of events has taken none for an hour.",
     "See why at the desk under Webhooks, or with aan webhook show. What waits is sent as soon as "
     "it answers again; what was given up after a day goes once more with aan webhook redeliver."},
    {Kind::webhook_given_up, "webhook_given_up", Urgency::soon, Place::webhook, yes,
     "Messages to a program that is told of events were given up.",
     "See how many and why at the desk under Webhooks, or with aan webhook deliveries NAME --state "
     "dead. Mend the program, then send them once more there or with aan webhook redeliver. Or "
     "let them be and settle this by hand: they are forgotten after 30 days."},
    {Kind::beyond_limit, "beyond_limit", Urgency::note, Place::order, yes,
     "Who paid late was given a discount or a copy beyond its limit.",
     "The order keeps the price that it was placed at. Leave it so, or give the money back on "
     "the page of the order; then settle this by hand."},
    {Kind::paid_late, "paid_late", Urgency::note, Place::order, yes,
     "An order was paid after its time and kept the price that it was placed at.",
     "Nothing has to be done if that price is right for you: settle this by hand. Else give it "
     "back on the page of the order."},
    {Kind::underpaid, "underpaid", Urgency::note, Place::order, no,
     "A buyer paid a part of an order, and it waits for the rest.",
     "Wait: the buyer can pay the rest from the order's page, and what was paid goes back when "
     "its time is over. You can give the order up earlier."},
    {Kind::tax_doubted, "tax_doubted", Urgency::note, Place::order, yes,
     "An order was taxed where its buyer says to live, and the card is from another country.",
     "Ask the buyer where they live. If the tax is right, keep the answer with your books and "
     "settle this by hand. Else give the money back on the page of the order, so that it can be "
     "placed anew. The desk lists all such sales under Taxes."},
    {Kind::letter_given_up, "letter_given_up", Urgency::note, Place::queue, yes,
     "A letter could not be sent and was given up.",
     "Often its address does not exist; the buyer has the page of the order all the same. aan "
     "queue "
     "list says why, aan queue retry sends it again. Else settle this by hand."},
    {Kind::copy_unstamped, "copy_unstamped", Urgency::note, Place::book, yes,
     "A book whose publisher wants stamped copies goes out without a stamp.",
     "The desk says why under Books, Publishers. Where no worker could look at the file, this ends "
     "by itself when one can: aan doctor says what keeps it. Else bring in a version of the file "
     "that takes a stamp, or tell the publisher, and settle this by hand."},
    {Kind::rates_old, "rates_old", Urgency::note, Place::machine, no,
     "Buyers see about what prices are by a rate that is older than a month.",
     "Write today's rates into SHOW_ABOUT, at the desk under Settings: GBP=0.79@2026-11-26 says "
     "of which day one is. After a year it is not shown any more."},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(is_in_order());

}  // namespace

std::span<const KindRow> kinds() { return kRows; }

const KindRow& row_of(Kind kind) { return kRows[static_cast<std::size_t>(kind)]; }

std::optional<Kind> parse_kind(std::string_view name) {
  const auto* const at = std::ranges::find(kRows, name, &KindRow::name);
  return at == std::end(kRows) ? std::nullopt : std::optional(at->kind);
}

std::string_view name_of(Urgency urgency) {
  switch (urgency) {
    case Urgency::now: return "now";
    case Urgency::soon: return "soon";
    case Urgency::note: return "note";
  }
  return "";
}

}  // namespace aan::attention
