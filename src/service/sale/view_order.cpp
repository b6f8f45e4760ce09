#include "service/sale/view_order.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <ranges>

#include "base/log.hpp"
#include "crypto/token.hpp"
#include "domain/payment/order_sums.hpp"
#include "service/books/file_versions.hpp"
#include "service/delivery/stamps.hpp"
#include "service/payment/order_facts.hpp"
#include "service/sale/licences.hpp"

namespace aan::service {
namespace {

Result<std::string> open_receipt_name(const Room& room, const sales::Order& order) {
  const std::string key =
      AAN_TRY(room.sealer.open(order.buyer_key_wrapped, "orders|" + order.id.value + "|buyer_key"));
  return room.sealer.open_with(key, order.receipt_name_sealed,
                               "orders|" + order.id.value + "|receipt_name");
}

// A name whose key is lost is left off: the order and its downloads are worth more. Said once,
// since every further page would say it again.
std::string receipt_name_of(const Room& room, const sales::Order& order) {
  if (order.receipt_name_sealed.empty()) return {};
  auto name = open_receipt_name(room, order);
  if (name) return *std::move(name);
  static std::atomic_flag is_said;
  if (!is_said.test_and_set())
    log::warn("order.name_closed", {{"order", order.id.value}, {"why", name.error().to_string()}});
  return {};
}

std::vector<AttemptView> attempts_of(const payment::OrderFacts& facts, Timestamp now) {
  std::vector<AttemptView> views;
  for (const payment::IntentFacts& attempt : facts.intents) {
    const payment::IntentOutcome outcome = payment::evaluate(attempt.intent, attempt.payments, now);
    views.push_back({attempt.intent, outcome.received, outcome.settled});
  }
  return views;
}

// The newest attempt that waits for money and asks for just what is missing.
void mark_payable(std::vector<AttemptView>& attempts, sales::OrderState state, const Money& missing,
                  Timestamp now) {
  using sales::OrderState;
  if (state != OrderState::open && state != OrderState::payment_lost &&
      state != OrderState::cancelled)
    return;
  for (AttemptView& attempt : std::views::reverse(attempts)) {
    const payment::PaymentIntent& it = attempt.intent;
    attempt.can_be_paid = it.status == payment::PaymentStatus::new_ && !it.is_failed &&
                          !it.is_cancelled && !it.is_voucher && !it.prompt_url.empty() &&
                          it.expires_at > now &&
                          it.due.amount - attempt.received.amount == missing.amount;
    if (attempt.can_be_paid) return;
  }
}

Result<OrderLineView> line_view(const ports::Snapshot& at, const sales::Order& order,
                                const sales::OrderLine& line,
                                const std::vector<sales::Entitlement>& entitlements,
                                const std::vector<sales::DownloadGrant>& grants, Timestamp now) {
  OrderLineView view;
  view.line = line;
  if (const auto work = AAN_TRY(at.catalog().find_work(line.quoted.work_id))) {
    view.slug = work->work.slug;
    view.is_listed = work->work.visibility == catalog::Visibility::listed;
  }
  if (auto edition = AAN_TRY(at.catalog().find_edition(line.quoted.edition_id)))
    view.edition = std::move(*edition);
  for (const sales::Entitlement& entitlement : entitlements) {
    if (entitlement.line_id != line.id) continue;
    for (const sales::DownloadGrant& grant : grants) {
      if (grant.entitlement_id != entitlement.id) continue;
      std::vector<OrderFileVersion> versions;
      for (catalog::FileVersion& one : AAN_TRY(file_versions_of(at.catalog(), grant))) {
        const bool is_stamped = AAN_TRY(is_stamped_for(at, one.file, order.created_at));
        versions.push_back({std::move(one), is_stamped});
      }
      const catalog::EditionFile file = versions.back().file;
      const bool is_stamped = versions.back().is_stamped;
      auto refusal = sales::refusal_of(order.state, grant, now);
      if (!refusal && file.is_damaged) refusal = sales::DownloadRefusal::file_damaged;
      view.files.push_back({file, std::move(versions), grant, refusal,
                            sales::may_renew(order.state, grant, now).has_value(), is_stamped});
    }
  }
  return view;
}

Result<OrderMoney> money_in(const payment::OrderFacts& facts, Timestamp now) {
  const Money none{0, facts.order.quote.total.asset};
  OrderMoney money{none, none, none, none};
  for (const AttemptView& attempt : attempts_of(facts, now)) {
    money.received = AAN_TRY(add(money.received, attempt.received));
    money.captured = AAN_TRY(add(money.captured, attempt.settled));
  }
  for (const ledger::Posted& posted : facts.posted)
    if (posted.account.ends_with(":refund_due"))
      money.refund_due = AAN_TRY(subtract(money.refund_due, posted.amount));
  for (const payment::Refund& refund : facts.refunds)
    if (payment::is_moved(refund.state))
      money.given_back = AAN_TRY(add(money.given_back, refund.amount));
  return money;
}

Result<payment::OrderFacts> facts_in(const ports::Snapshot& at, const sales::Order& order) {
  return read_facts(at.sales(), at.payments(), at.ledger(), order);
}

// What keeps a giver from the downloads of a gift comes after what keeps everybody from them.
void withhold_from_giver(OrderView& view) {
  for (OrderLineView& line : view.lines) line.licence.reset();
  for (OrderLineView& line : view.lines)
    for (OrderFile& file : line.files) {
      if (!sales::refusal_of(view.order.state)) file.refusal = sales::DownloadRefusal::given;
      file.can_renew = false;
    }
}

Result<OrderView> build(const Room& room, const ports::Snapshot& at, sales::Order order,
                        OrderSeenBy by = OrderSeenBy::giver) {
  const Timestamp now = room.clock.wall();
  OrderView view;
  view.receipt_name = receipt_name_of(room, order);
  const auto customer = AAN_TRY(at.customers().customer_of(order.id));
  view.has_address = customer && !customer->address_index.empty();
  view.is_address_recent =
      view.has_address && !AAN_TRY(at.address_changes().standing_changes(
                                       order.id, now - customer::kAddressTrustedAfter))
                               .empty();
  const auto entitlements = AAN_TRY(at.sales().entitlements(order.id));
  const auto grants = AAN_TRY(at.sales().grants(order.id));
  for (const sales::OrderLine& line : order.lines)
    view.lines.push_back(AAN_TRY(line_view(at, order, line, entitlements, grants, now)));
  for (const sales::Preorder& one : AAN_TRY(at.sales().preorders(order.id)))
    for (OrderLineView& line : view.lines)
      if (line.line.id == one.line_id) {
        line.released_at = one.released_at;
        if (!one.released_at) line.waits_until = one.release_at.value_or(now);
      }
  // Before it is paid nothing waits yet, and whoever pays is told what will.
  if (order.state == sales::OrderState::open || order.state == sales::OrderState::pending)
    for (OrderLineView& line : view.lines)
      if (const auto day = AAN_TRY(at.catalog().release_of(line.line.quoted.offer_id));
          day && now < *day)
        line.waits_until = day;
  for (const sales::Licence& one : AAN_TRY(at.licences().licences_of(order.id)))
    for (OrderLineView& line : view.lines)
      if (line.line.id == one.line_id)
        line.licence =
            OrderLicence{one, sales::licence_state_of(one, order.state), licence_key(room, one)};
  payment::OrderFacts facts = AAN_TRY(facts_in(at, order));
  view.attempts = attempts_of(facts, now);
  view.events = AAN_TRY(at.sales().order_events(order.id));
  view.documents = AAN_TRY(at.documents().documents_of(order.id));
  const OrderMoney money = AAN_TRY(money_in(facts, now));
  view.account = AAN_TRY(payment::order_account(facts.posted, order.quote.total.asset));
  view.received = money.received;
  view.captured = money.captured;
  view.refund_due = money.refund_due;
  view.given_back = money.given_back;
  view.may_attempt = sales::may_attempt(order, view.events, now).has_value();
  if (const auto hold = AAN_TRY(at.holds().find_hold(order.id))) view.held_until = hold->until;
  if (view.may_attempt && !view.held_until)
    view.hold_given_back = AAN_TRY(look_at_given_back(at, order));
  if (view.hold_given_back.state == GivenBack::still_there)
    if (const auto until = hold_rests_until(view.events, now))
      view.hold_given_back = {GivenBack::rests, until};
  if (view.held_until || view.hold_given_back.state != GivenBack::nothing)
    view.holds_code_alone = !AAN_TRY(at.stock().has_copies(order.id));
  view.missing = payment::missing_of(facts);
  mark_payable(view.attempts, order.state, view.missing, now);
  for (payment::IntentFacts& attempt : facts.intents)
    std::ranges::move(attempt.payments, std::back_inserter(view.payments));
  view.refunds = std::move(facts.refunds);
  view.fees = std::move(facts.fees);
  view.disputes = std::move(facts.disputes);
  view.bank_matters = AAN_TRY(at.payments().bank_matters_of(order.id));
  view.order = std::move(order);
  view.gift = AAN_TRY(at.gifts().gift_of(view.order.id));
  if (view.gift && by == OrderSeenBy::giver) withhold_from_giver(view);
  return view;
}

// Nobody is owed anything for what is left of a test, whatever the journal says.
Result<OrderView> build(const Room& room, const Providers& providers, const ports::Snapshot& at,
                        sales::Order order) {
  OrderView view = AAN_TRY(build(room, at, std::move(order)));
  std::vector<payment::PaymentIntent> attempts;
  for (const AttemptView& one : view.attempts) attempts.push_back(one.intent);
  view.is_left_of_test = providers.is_left_of_test(view.order, attempts);
  if (!view.is_left_of_test) return view;
  view.refund_due.amount = 0;
  // It stays a part of what is left, for which nobody waits.
  view.account.waiting = AAN_TRY(add(view.account.waiting, view.account.owed));
  view.account.owed.amount = 0;
  return view;
}

std::unexpected<Error> no_such_order() {
  return refuse(Errc::not_found, "order.view", "There is no such order.", "no_such_order");
}

}  // namespace

bool is_for_buyers(const OrderView& view, const sales::OrderEvent& event) {
  return sales::is_for_buyers(event) && !(view.gift && event.kind == "read");
}

const payment::PaymentIntent* voucher_of(const OrderView& view) {
  if (view.order.state != sales::OrderState::open) return nullptr;
  for (const AttemptView& one : std::views::reverse(view.attempts))
    if (payment::waits_for_voucher(one.intent)) return &one.intent;
  return nullptr;
}

Result<OrderMoney> order_money(const ports::Snapshot& at, const Providers& providers,
                               const sales::Order& order, Timestamp now) {
  const payment::OrderFacts facts = AAN_TRY(facts_in(at, order));
  OrderMoney money = AAN_TRY(money_in(facts, now));
  std::vector<payment::PaymentIntent> attempts;
  for (const payment::IntentFacts& one : facts.intents) attempts.push_back(one.intent);
  if (providers.is_left_of_test(order, attempts)) money.refund_due.amount = 0;
  return money;
}

Result<OrderView> view_order(const Room& room, const Providers& providers,
                             const std::string& token) {
  std::optional<OrderView> view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto order = AAN_TRY(at.sales().find_order_by_token(crypto::token_digest(token)));
    if (!order) return no_such_order();
    view = AAN_TRY(build(room, providers, at, std::move(*order)));
    return {};
  }));
  return std::move(*view);
}

Result<OrderView> view_order_by_id(const Room& room, const Providers& providers,
                                   const sales::OrderId& id) {
  std::optional<OrderView> view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto order = AAN_TRY(at.sales().find_order(id));
    if (!order) return no_such_order();
    view = AAN_TRY(build(room, providers, at, std::move(*order)));
    return {};
  }));
  return std::move(*view);
}

Result<OrderView> view_order_in(const Room& room, const ports::Snapshot& at,
                                const sales::OrderId& id, OrderSeenBy by) {
  auto order = AAN_TRY(at.sales().find_order(id));
  if (!order) return no_such_order();
  return build(room, at, std::move(*order), by);
}

}  // namespace aan::service
