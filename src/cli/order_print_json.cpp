#include "cli/order_print_json.hpp"

#include <cstdio>

#include "cli/offer_print_json.hpp"
#include "cli/print_parts_json.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

// What an operator has to act on: money to give back, or a payment that is not all there.
std::string mark_of(const json::object& order) {
  const auto is_some = [&](std::string_view name) {
    const json::value* value = order.if_contains(name);
    return value != nullptr && text_of(value->as_object(), "amount") != "0";
  };
  if (is_some("refund_due")) return "owed " + amount_of(order, "refund_due");
  const std::string state = text_of(order, "state");
  const bool is_waiting = state == "open" || state == "pending" || state == "cancelled";
  return is_waiting && is_some("received") ? "received " + amount_of(order, "received") : "";
}

void print_order_line(const json::object& order) {
  const std::string mark = mark_of(order);
  std::printf("%s  %-12s %15s  %s%s%s%s%s\n", text_of(order, "reference").c_str(),
              text_of(order, "state").c_str(), amount_of(order, "total").c_str(),
              text_of(order, "created_at").c_str(),
              text_of(order, "sandbox") == "yes" ? "  play money" : "",
              text_of(order, "to_come") == "yes" ? "  something is still to come" : "",
              mark.empty() ? "" : "\n    ", mark.c_str());
}

// One movement of money: what, how much, where it stands, and the provider's name for it.
void print_money(const char* what, const json::value& fact, const char* state) {
  const json::object& it = fact.as_object();
  const std::string ref = text_of(it, "network_ref");
  std::printf("  %15s  %s %s, %s%s%s\n", amount_of(it, "amount").c_str(), what, state,
              text_of(it, "provider").c_str(), ref.empty() ? "" : " ", ref.c_str());
}

void print_facts(const json::object& order) {
  for (const json::value& one : order.at("payments").as_array())
    print_money("payment", one, text_of(one.as_object(), "state").c_str());
  for (const json::value& one : order.at("refunds").as_array())
    print_money("refund", one,
                (text_of(one.as_object(), "state") + " (" + text_of(one.as_object(), "reason") +
                 ", by " + text_of(one.as_object(), "requested_by") + ")")
                    .c_str());
  for (const json::value& one : order.at("fees").as_array()) print_money("fee", one, "kept");
  for (const json::value& one : order.at("disputes").as_array()) {
    const std::string due = text_of(one.as_object(), "evidence_due_at");
    print_money("dispute", one,
                (text_of(one.as_object(), "state") +
                 (text_of(one.as_object(), "withdrawn") == "yes" ? ", with the bank" : "") +
                 (due.empty() ? "" : ", evidence until " + due))
                    .c_str());
  }
}

void print_matters(const json::object& order) {
  for (const json::value& one : order.at("bank_matters").as_array()) {
    const json::object& it = one.as_object();
    const std::string due = text_of(it, "due_at");
    const bool is_open = text_of(it, "closed_at").empty();
    const bool is_answered = is_open && !text_of(it, "answered_at").empty();
    print_money(text_of(it, "kind").c_str(), one,
                ((is_answered ? "answered"
                  : is_open   ? "open"
                              : "over") +
                 (is_open && !is_answered && !due.empty() ? ", an answer is taken until " + due
                                                          : std::string()))
                    .c_str());
  }
}

// What the journal says of the order's money, without what is nothing.
void print_account(const json::object& it) {
  const auto line = [&](const char* name, const char* says) {
    if (text_of(it.at(name).as_object(), "amount") != "0")
      std::printf("  %15s  %s\n", amount_of(it, name).c_str(), says);
  };
  std::printf("in the journal:\n");
  line("paid", "paid by the buyer");
  line("given_back", "given back");
  line("taken_by_banks", "taken by the payer's bank");
  line("left", "left of it");
  line("tax", "of it owed to the tax office");
  line("owed", "of it owed back to the buyer");
  line("waiting", "of it not used for anything yet");
  line("fee", "kept by the processor");
  for (const json::value& fee : it.at("other_fees").as_array())
    std::printf("  %15s  kept by the processor, from another balance\n",
                amount_of({{"fee", fee}}, "fee").c_str());
  line("net", "net, for the shop");
}

std::string in_bundle(const json::object& line) {
  const std::string bundle = text_of(line, "bundle");
  return text_of(line, "title") + (bundle.empty() ? "" : " (of the bundle " + bundle + ")");
}

std::string waits_of(const json::object& line) {
  const std::string day = text_of(line, "waits_until");
  return day.empty() ? "" : " (paid, comes on " + day + ")";
}

// "      3 uses until 2026-12-27T...  walden.epub  abcd_01JD..."
void print_download(const json::object& it) {
  std::printf("  %15s  until %s  %s  %s\n", (text_of(it, "uses_left") + " downloads").c_str(),
              text_of(it, "expires_at").c_str(), text_of(it, "file").c_str(),
              text_of(it, "grant").c_str());
}

void print_order(const json::object& order) {
  print_order_line(order);
  for (const json::value& line : order.at("lines").as_array()) {
    std::printf("  %15s  %s\n", price_of(line.as_object(), "price").c_str(),
                (in_bundle(line.as_object()) + waits_of(line.as_object())).c_str());
    if (const json::value& licence = line.at("licence"); licence.is_object())
      print_licence(licence.get_object());
    for (const json::value& one : line.at("downloads").as_array()) print_download(one.as_object());
  }
  if (const std::string code = text_of(order, "coupon"); !code.empty())
    std::printf("  %15s  off, by the coupon %s\n", amount_of(order, "discount").c_str(),
                code.c_str());
  if (const json::value& gift = order.at("gift"); gift.is_object())
    std::printf("  a gift, %s; from %s\n", text_of(gift.get_object(), "state").c_str(),
                text_of(gift.get_object(), "opens_at").c_str());
  for (const json::value& event : order.at("events").as_array())
    std::printf("  %s  %s %s\n", text_of(event.as_object(), "at").c_str(),
                text_of(event.as_object(), "kind").c_str(),
                text_of(event.as_object(), "detail").c_str());
  print_facts(order);
  print_matters(order);
  print_account(order.at("account").as_object());
  std::printf("  received %s, given back %s, to be given back %s\n",
              amount_of(order, "captured").c_str(), amount_of(order, "given_back").c_str(),
              amount_of(order, "refund_due").c_str());
}

void print_refund(const json::object& answer) {
  for (const json::value& one : answer.at("made").as_array())
    print_money("refund", one, text_of(one.as_object(), "state").c_str());
  if (!answer.at("good").as_bool())
    std::printf("The processor refused: nothing was given back. aan attention says what to do.\n");
  print_order_line(answer);
}

// "2026-12-09T00:00:00Z  7K2M-93QD  open        12.00 EUR  fraudulent, stripe dp_1"
void print_dispute_line(const json::object& it) {
  const std::string due = text_of(it, "evidence_due_at");
  const std::string state = text_of(it, "state");
  const bool is_decided = state == "won" || state == "lost";
  std::printf("%-20s  %s  %-8s %15s  %s, %s %s%s%s\n",
              !is_decided && !due.empty() ? due.c_str() : "-", text_of(it, "order").c_str(),
              state.c_str(), amount_of(it, "amount").c_str(), text_of(it, "reason").c_str(),
              text_of(it, "provider").c_str(), text_of(it, "network_ref").c_str(),
              text_of(it, "withdrawn") == "yes" ? ", with the bank" : "",
              text_of(it, "overdue") == "yes" ? ", too late for evidence" : "");
}

void print_orders(const json::object& answer) {
  const json::value* owed = answer.if_contains("owed");
  print_page(answer, "orders", print_order_line,
             owed == nullptr ? "No orders." : "Nothing is owed to anybody.");
  if (owed == nullptr) return;
  for (const json::value& sum : owed->as_array())
    std::printf("Owed in all: %s %s\n", text_of(sum.as_object(), "decimal").c_str(),
                text_of(sum.as_object(), "currency").c_str());
}

}  // namespace

void print_order_answer(const std::string& command, const json::object& answer) {
  if (command == "order.list")
    print_orders(answer);
  else if (command == "dispute.list")
    print_page(answer, "disputes", print_dispute_line, "No bank asks anything back.");
  else if (command == "order.link" || command == "order.renew-link" || command == "gift.link")
    std::printf("%s\n", text_of(answer, "url").c_str());
  else if (command == "order.mail")
    std::printf("The receipt of order %s %s.\n", text_of(answer, "reference").c_str(),
                text_of(answer, "mail") == "queued" ? "is on its way to the order's address"
                                                    : "waits: no mail server is configured");
  else if (command == "order.refund")
    print_refund(answer);
  else if (command == "order.document")
    print_file(answer, "pdf_base64url");
  else if (command == "order.evidence")
    std::printf("%s", lines_of(answer, "html").c_str());
  else
    print_order(answer);
}

}  // namespace aan::cli
