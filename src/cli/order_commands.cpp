#include "cli/command_line.hpp"

#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

void CommandLine::add_orders() {
  CLI::App& order = *group("order", "Orders: list, show, refund, cancel, documents");
  CLI::App* list = add_list(order, "All orders, newest first, with state and total",
                            "aan order list --data shop --state pending", "order.list");
  list->add_option("--state", state_,
                   text("Only those that are open, pending, paid, fulfilled, cancelled, "
                        "refunded, disputed, charged_back or payment_lost"));
  list->add_flag("--to-come", is_to_come_,
                 text("Only paid ones of which something is still to come: a book before its day, "
                      "a gift that nobody has claimed"));
  list->add_flag("--owed", is_owed_,
                 text("Only those whose buyers are owed money back, and the sum of it"));
  list->add_option("--search", search_,
                   text("Only those that this means: a reference, words of a book's title, a "
                        "processor's name of the payment, or the buyer's e-mail address; the 500 "
                        "newest"));
  add_shop_command(order, "show", "One order with its time line",
                   "aan order show 7K2M-93QD --data shop", "order.show", "order");
  CLI::App* link =
      command(order, "link", "The secret address of an order, for its buyer",
              "aan order link 7K2M-93QD --data shop", [this] {
                return run_in_shop(common_, is_renewed_ ? "order.renew-link" : "order.link",
                                   json_object({{"order", which_}}));
              });
  link->add_option("order", which_, "Reference or id of the order")->required();
  link->add_flag("--renew", is_renewed_, text("A new address; the old one opens nothing any more"));
  add_json(link);
  add_shop_command(order, "cancel", "Give an unpaid order up",
                   "aan order cancel 7K2M-93QD --data shop", "order.cancel", "order");
  add_shop_command(order, "mail", "Send the receipt to the order's address once more",
                   "aan order mail 7K2M-93QD --data shop", "order.mail", "order");
  add_refund(order);
  CLI::App* grant = command(order, "grant", "Open its downloads again, as if they were new",
                            "aan order grant 7K2M-93QD --data shop", [this] {
                              return run_in_shop(common_, "order.grant",
                                                 json_object({{"order", which_}, {"grant", key_}}));
                            });
  grant->add_option("order", which_, "Reference or id of the order")->required();
  grant->add_option("--download", key_, text("Only this one: its id, from aan order show"));
  add_json(grant);
  CLI::App* paper =
      command(order, "document", "An invoice, receipt or credit note as PDF",
              "aan order document INV-000042 --data shop > invoice.pdf", [this] {
                return run_in_shop(common_, "order.document", json_object({{"document", which_}}));
              });
  paper->add_option("document", which_, "Its name, such as INV-000042")->required();
  add_json(paper);
  add_shop_command(order, "evidence",
                   "All that can be shown of an order, as one page: for a bank, or an auditor",
                   "aan order evidence 7K2M-93QD --data shop > evidence.html", "order.evidence",
                   "order");
}

void CommandLine::add_disputes() {
  CLI::App& dispute = *group("dispute", "Disputes: what banks ask back, and until when");
  CLI::App* list = add_list(dispute,
                            "All disputes: the open ones first, by the day on which their "
                            "evidence is due",
                            "aan dispute list --data shop --state open", "dispute.list");
  list->add_option("--state", state_, text("Only those that are open, won or lost"));
}

void CommandLine::add_refund(CLI::App& order) {
  CLI::App* refund = command(
      order, "refund", "Give money back the way it came",
      "aan order refund 7K2M-93QD --amount 4.99 --data shop", [this] {
        return run_in_shop(common_, "order.refund",
                           json_object({{"order", which_}, {"amount", amount_}, {"key", key_}}));
      });
  refund->add_option("order", which_, "Reference or id of the order")->required();
  refund
      ->add_option("--amount", amount_,
                   text("How much, such as 4.99; without it all that can go back. What the "
                        "order owes goes back first"))
      ->check([](const std::string& typed) {
        return typed.empty() ? "write an amount, or leave it out to give all back" : "";
      });
  refund->add_option("--key", key_,
                     text("16 to 255 characters of your own: with the same key again nothing is "
                          "given back twice"));
  add_json(refund);
}

void CommandLine::add_sales() {
  CLI::App& sales = *group("sales", "What was sold, for the books");
  const auto of_month = [&](const char* name, const char* what, const char* example,
                            const char* operation) {
    CLI::App* one = command(sales, name, what, example, [this, operation] {
      return run_in_shop(common_, operation,
                         json_object({{"month", which_}, {"play", std::int64_t{is_play_}}}));
    });
    one->add_option("month", which_, "Such as 2026-11; this one if not given");
    one->add_flag("--play", is_play_, text("Play money and test cards alone, to try it"));
    add_json(one);
  };
  of_month("days", "What each day of a month sold and gave back",
           "aan sales days 2026-11 --data shop", "sales.days");
  of_month("export", "The journal of a month as CSV, which sums to the ledger",
           "aan sales export 2026-11 --data shop > sales-2026-11.csv", "sales.export");
}

void CommandLine::add_tax() {
  CLI::App& tax = *group("tax", "Value added tax: rates, sales in doubt, export");
  add_shop_command(tax, "rates", "Which rates count, where it is registered",
                   "aan tax rates --data shop", "tax.rates");
  CLI::App* doubts =
      command(tax, "doubts", "Sales whose evidence of place disagrees",
              "aan tax doubts --data shop", [this] {
                return run_in_shop(common_, "tax.doubts",
                                   json_object({{"one", std::int64_t{is_renewed_}}}));
              });
  doubts->add_flag("--one", is_renewed_, text("Those that have one piece of evidence alone"));
  add_json(doubts);
  CLI::App* report = command(
      tax, "export", "What was sold and given back, by country and rate",
      "aan tax export --from 2026-10-01 --until 2027-01-01 --csv --data shop", [this] {
        return export_tax(
            common_,
            json_object({{"from", from_}, {"until", until_}, {"play", std::int64_t{is_play_}}}),
            is_csv_);
      });
  report->add_option("--from", from_, text("First day, or a moment"))->required();
  report->add_option("--until", until_, text("The day or moment that is not in it"))->required();
  report->add_flag("--csv", is_csv_, text("Comma-separated values"));
  report->add_flag("--play", is_play_, text("Sales for play money or test cards"));
  add_json(report);
}

}  // namespace aan::cli
