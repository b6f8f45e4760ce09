#include "web/desk/dispute_routes.hpp"

#include "service/desk/list_disputes.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"
#include "web/view/sale/plain_words.hpp"

namespace aan::web {
namespace {

using payment::DisputeState;

constexpr std::int64_t kRows = 50;

void fill_filter(Block& main, const std::optional<DisputeState>& chosen) {
  const Locale& locale = main.locale();
  main.add("FILTER")
      .set("VALUE", "")
      .set("TEXT", locale.text("desk_disputes_all"))
      .show_if("CHOSEN", !chosen);
  for (const DisputeState state : {DisputeState::open, DisputeState::won, DisputeState::lost}) {
    const std::string name{payment::name_of(state)};
    main.add("FILTER")
        .set("VALUE", name)
        .set("TEXT", locale.text("desk_dispute." + name))
        .show_if("CHOSEN", chosen == state);
  }
}

void fill_deadline(Block& row, const service::DeskDispute& one) {
  if (one.dispute.state != DisputeState::open) {
    row.show("DECIDED");
  } else if (one.dispute.evidence_due_at) {
    row.add("DUE")
        .set("STAMP", rfc3339(*one.dispute.evidence_due_at))
        .set("WHEN", row.locale().date_time(*one.dispute.evidence_due_at));
    row.show_if("OVERDUE", one.is_overdue);
  } else {
    row.show("NO_DUE");
  }
}

void fill_dispute(Block& row, const service::DeskDispute& one, bool may_help) {
  const Locale& locale = row.locale();
  const std::string path = "/desk/orders/" + one.reference;
  const std::string state{service::standing_of(one)};
  row.set("PATH", path).set("REFERENCE", one.reference).show_if("PLAY", one.is_sandbox);
  row.set("STATE", locale.text("desk_dispute." + state)).set("STATE_NAME", state);
  row.set("AMOUNT", locale.money(one.dispute.amount));
  row.set_if("BANK", where_money_is(row.locale(), one.dispute));
  row.set("REASON", plain_words(one.dispute.reason, locale)).set("REF", one.dispute.network_ref);
  fill_deadline(row, one);
  if (may_help) row.add("PACK").set("PATH", path + "/evidence").set("REFERENCE", one.reference);
}

}  // namespace

std::string where_money_is(const Locale& locale, const payment::Dispute& dispute) {
  if (!dispute.is_withdrawn) return {};
  return locale.text(dispute.state == DisputeState::lost ? "desk_dispute_taken"
                                                         : "desk_dispute_withdrawn");
}

Result<net::Response> show_disputes(const DeskFront& front, const Visit& visit) {
  const std::int64_t at = desk_page_number(visit.request);
  const auto state = payment::parse_dispute_state(visit.request.query("state").value_or(""));
  const auto list = AAN_TRY(service::list_disputes(front.room(), {state, at * kRows, kRows}));
  DeskPage page(front, visit, DeskItem::orders, find_locale("en").text("desk_disputes"),
                "disputes");
  Block& main = page.main();
  fill_filter(main, state);
  main.show_if("NONE", list.disputes.empty());
  if (!list.disputes.empty()) {
    Block table = main.add("TABLE");
    for (const service::DeskDispute& one : list.disputes) {
      Block row = table.add("ROW");
      fill_dispute(row, one, visit.may(desk::Action::help_buyers));
    }
    const std::string kept =
        state ? "state=" + std::string(payment::name_of(*state)) + "&" : std::string();
    add_desk_pager(main, "/desk/disputes?" + kept, at, kRows, list.total);
  }
  return page.finish();
}

}  // namespace aan::web
