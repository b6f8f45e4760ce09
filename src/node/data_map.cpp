#include "node/data_map.hpp"

#include <array>

namespace aan::node {
namespace {

constexpr std::array kKinds = {
    DataKind{
        "customer.address_sealed", "E-mail address, if the buyer gave one",
        "receipts, letters that open a library",
        "KEEP_ADDRESS_DAYS (30) after the last delivery; with a library until its owner says so",
        "sealed under a key of that customer; shown to nobody else, not at the desk"},
    DataKind{"customer.key_wrapped", "The key of that address", "opens it", "as the address",
             "sealed under the shop's wrapping key; deleting it ends what it sealed"},
    DataKind{"customer.address_index", "Keyed digest of the address", "finds it again",
             "as the address", "cannot be tried out without the shop's keys"},
    DataKind{"orders.receipt_name_sealed", "Name on the receipt, if one was typed",
             "the buyer's own accounts",
             "for KEEP_NAME_DAYS (90) after the order, or until the person is forgotten",
             "sealed under a key of that order"},
    DataKind{"orders.buyer_key_wrapped", "The key of that name, and of evidence for taxes",
             "opens them", "until the person is forgotten; with evidence for taxes as that",
             "sealed under the shop's wrapping key"},
    DataKind{"tax_evidence.country_sealed",
             "Country where the buyer lives, as said and as the card "
             "says",
             "value added tax asks for evidence", "as long as the law keeps accounts",
             "sealed under the order's key"},
    DataKind{"order_tax_number.number_sealed", "VAT number of a business that was charged no tax",
             "the proof of the reverse charge", "as long as the law keeps accounts",
             "sealed under the order's key"},
    DataKind{"document.buyer_sealed", "Name, address and VAT number on an invoice, as typed",
             "invoices have to name their buyer", "as long as the law keeps accounts",
             "sealed under a key of that document"},
    DataKind{"document.buyer_key_wrapped", "The key of those", "opens them",
             "as long as the law keeps accounts", "sealed under the shop's wrapping key"},
    DataKind{"gift.words_sealed", "For whom a gift is, and the giver's words, as typed",
             "the gift's page and letter",
             "for KEEP_NAME_DAYS (90) after the order, or until giver or taker is forgotten",
             "sealed under a key of that gift; not shown at the desk"},
    DataKind{"gift.address_sealed", "E-mail address of whoever gets a gift, if the giver typed one",
             "the letter with its link",
             "when the gift was claimed, else KEEP_GIFT_ADDRESS_DAYS (30) after its day",
             "sealed under a key of that gift; shown to nobody"},
    DataKind{"gift.address_index", "Keyed digest of that address", "finds it again",
             "as the address", "cannot be tried out without the shop's keys"},
    DataKind{"gift.key_wrapped", "The key of those", "opens them",
             "until giver or taker is forgotten", "sealed under the shop's wrapping key"},
    DataKind{"gift", "That an order is a gift, from which day, and when it was claimed", "delivery",
             "as the order", "found by secret links of which digests are stored"},
    DataKind{"licence_activation",
             "Digests of what programs call devices, and when they took a seat",
             "a licence is for so many devices", "until the seat is given back",
             "the order's licence alone says whose device it is"},
    DataKind{"orders",
             "What was bought when, for how much, in which language; delivery at once "
             "agreed to",
             "the contract, accounts, delivery",
             "as long as the law keeps accounts; unpaid ones KEEP_UNPAID_DAYS (30)",
             "found by a secret link of which a digest is stored"},
    DataKind{"order_hold.sender_digest",
             "Keyed digest of the network address that an order came from",
             "one sender's unpaid orders hold only so much of what there is little of",
             "while the order holds it: HOLD_MINUTES (30), longer while a payment is seen",
             "cannot be tried out without the shop's keys"},
    DataKind{"payment", "What a provider says of a payment: its reference, amount and time",
             "accounts, refunds", "as long as the law keeps accounts", "no card, no bank account"},
    DataKind{"payment_event", "Messages of providers as they came", "evidence of money",
             "as long as the law keeps accounts", "what a provider sends; no card numbers"},
    DataKind{"webhook_endpoint.secret_sealed", "Secret that messages to a program are signed with",
             "webhooks", "until it is rolled", "sealed under the shop's wrapping key"},
    DataKind{"webhook_endpoint.previous_sealed", "The one before, while both sign", "webhooks",
             "until the next is made", "sealed under the shop's wrapping key"},
    DataKind{"webhook_event", "What other programs are told: that an order is paid, and which",
             "programs of the shop's people", "KEEP_EVENT_DAYS (30)",
             "ids, references and amounts; nothing personal in it"},
    DataKind{"order_event", "What happened to an order, in machine words", "its time line",
             "as the order", "nothing personal in it"},
    DataKind{"download_grant", "How often a file may still be fetched, and until when", "delivery",
             "as the order", "counters; no address, no time of a fetch"},
    DataKind{
        "idempotency.answer_sealed",
        "Answers to requests with a key: an order's id, an address of a download, what a program "
        "at the desk was answered, also a secret that is shown once",
        "the same request has one effect", "7 days", "sealed under the shop's wrapping key"},
    DataKind{"reader_letter.address_sealed", "Address of a reading device, as typed",
             "sends a book there", "until the letter has left, at most 3 days",
             "sealed under a key of that letter; shown to nobody"},
    DataKind{"reader_letter.key_wrapped", "The key of that address", "opens it", "as the address",
             "sealed under the shop's wrapping key"},
    DataKind{"address_change.address_sealed", "Another e-mail address for an order, as asked for",
             "the letter that confirms it", "until it is confirmed, at most 7 days",
             "sealed under a key of its own"},
    DataKind{"address_change.key_wrapped", "The key of that address", "opens it", "as the address",
             "sealed under the shop's wrapping key; deleting it ends what it sealed"},
    DataKind{"letter_link",
             "That somebody may stop letters about new versions, and whether they did",
             "letters that can be stopped", "as long as the order",
             "digest of a secret link; no address"},
    DataKind{"library_session", "That a library is open in some browser", "stays open",
             "30 days without a visit, 180 in all", "digest of a token"},
    DataKind{"library_letter", "That a letter was asked for, also with an address nobody has",
             "one use, few letters", "a day", "digests; no address"},
    DataKind{"library_key.public_sealed",
             "Public half of a key (SSH, passkey) that opens a library, if its owner added one",
             "verifies that they hold it", "until they remove it or are forgotten",
             "sealed under a key of that row; shown to its owner alone"},
    DataKind{"library_key.label_sealed", "What they call that key", "they know it again",
             "as the key", "sealed under the same"},
    DataKind{"library_key.key_index", "Keyed digest of that public half", "finds it again",
             "as the key", "cannot be tried out without the shop's keys"},
    DataKind{"library_key.key_wrapped", "The key of those", "opens them", "as the key",
             "sealed under the shop's wrapping key"},
    DataKind{"library_key",
             "When a key was added and last used, and how often a passkey says it was",
             "its owner sees what is used; copies are noticed", "as the key", "times and a count"},
    DataKind{"library_key_proof", "That a text was signed once", "one use", "a day",
             "digest of chance; says nothing of whom"},
    DataKind{"desk_person.totp_sealed", "Secret of the one-time passwords of who works here",
             "signing in", "while they have a place", "sealed under the shop's wrapping key"},
    DataKind{"desk_invitation.totp_sealed", "The same before the place is taken", "signing in",
             "a day", "sealed under the shop's wrapping key"},
    DataKind{"audit_entry", "Who of the shop's people did what", "accountability", "for ever",
             "names of the shop's own people; of buyers ids and references alone"},
    DataKind{"log", "Routes, status, times", "operation", "as the operator keeps logs",
             "no address, no token, no search, no browser, no machine"},
    DataKind{"memory", "How fast a sender is wrong, or asks for letters", "against guessing",
             "minutes", "digests in a table of fixed size, never stored"},
};

}  // namespace

std::span<const DataKind> data_kinds() { return kKinds; }

std::string data_map_markdown() {
  std::string text =
      "# Data about people\n\nMade by `aan docs`. Everything about people that a shop keeps: "
      "where, why, how long, and how it is kept from others. Names in capitals are settings, in "
      "days, and beside them is what counts unless they are set: `docs/how-to/privacy.md`.\n\n"
      "| where | what | why | until | how it is kept |\n|---|---|---|---|---|\n";
  for (const DataKind& one : kKinds) {
    text += "| `" + std::string(one.where) + "` ";
    for (const std::string_view cell : {one.what, one.why, one.until, one.how})
      text += "| " + std::string(cell) + " ";
    text += "|\n";
  }
  return text;
}

}  // namespace aan::node
