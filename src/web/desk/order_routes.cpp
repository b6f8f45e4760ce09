#include "web/desk/order_routes.hpp"

#include "base/text.hpp"
#include "service/audit.hpp"
#include "service/customer/personal_data.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/desk/grant_again.hpp"
#include "service/desk/list_disputes.hpp"
#include "service/desk/overview.hpp"
#include "service/desk/search_orders.hpp"
#include "service/letters/resend_receipt.hpp"
#include "service/payment/refundable.hpp"
#include "service/sale/licences.hpp"
#include "service/sale/order_link.hpp"
#include "web/browsing/cards.hpp"
#include "web/desk/addresses.hpp"
#include "web/desk/delivery_words.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/dispute_routes.hpp"
#include "web/desk/pager.hpp"
#include "web/frames.hpp"
#include "web/sale/order_view.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/sale/order_timeline.hpp"
#include "web/view/sale/paper_page.hpp"
#include "web/view/sale/payment_block.hpp"
#include "web/view/sale/plain_words.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {
namespace {

using sales::OrderState;

constexpr std::int64_t kRows = 50;

Result<service::OrderView> order_asked(const DeskFront& front, const Visit& visit) {
  return service::desk_order(front.room(), front.shop.use.providers,
                             std::string(visit.request.param("order")));
}

void fill_order(Block& block, const sales::Order& order, const service::StillToCome& to_come) {
  const Locale& locale = block.locale();
  const std::string state{sales::name_of(order.state)};
  block.set("PATH", "/desk/orders/" + order.reference).set("REFERENCE", order.reference);
  block.set("STATE", order_state_in_words(order.state, to_come, locale)).set("STATE_NAME", state);
  block.set("TOTAL", order.quote.total.is_zero() ? locale.text("price_free")
                                                 : locale.money(order.quote.total));
  block.set("STAMP", rfc3339(order.created_at)).set("WHEN", locale.date_time(order.created_at));
  block.show_if("PLAY", order.is_sandbox);
}

// The first title, and how many more.
std::string titles_of(const Locale& locale, const sales::Order& order) {
  if (order.lines.empty()) return {};
  const std::string first =
      line_title(locale, order.lines.front().quoted.title, order.lines.front().quoted.bundle_title);
  const auto more = static_cast<std::int64_t>(order.lines.size()) - 1;
  return more == 0 ? first : locale.plural("desk_titles_more", more, {{"title", first}});
}

// What the filter calls orders of which something is still to come, beside the states of orders.
constexpr std::string_view kToCome = "to_come";

void fill_filter(Block& main, const std::string& chosen, bool is_owed) {
  const Locale& locale = main.locale();
  const auto add = [&](const std::string& value, const std::string& text, bool is_chosen) {
    main.add("FILTER").set("VALUE", value).set("TEXT", text).show_if("CHOSEN", is_chosen);
  };
  add("", locale.text("desk_all_orders"), chosen.empty() && !is_owed);
  add("owed", locale.text("desk_only_owed"), is_owed);
  for (const OrderState state : sales::kOrderStates) {
    const std::string name{sales::name_of(state)};
    if (state == OrderState::fulfilled)
      add(std::string(kToCome), locale.text("desk_state_to_come"), kToCome == chosen);
    add(name, locale.text("desk_state." + name), name == chosen);
  }
}

void fill_tracks(Block& main, const service::OrderView& view,
                 const std::vector<sales::OrderEvent>& events) {
  constexpr std::pair<Track, std::string_view> kTracks[] = {{Track::order, "track_order"},
                                                            {Track::payment, "track_payment"},
                                                            {Track::delivery, "track_delivery"}};
  const Locale& locale = main.locale();
  const auto facts =
      timeline(events, view.order.quote.total, locale, TimelineReader::shop, timeline_books(view));
  for (const auto& [track, name] : kTracks) {
    Block block = main.add("TRACK").set("NAME", locale.text(name));
    bool is_empty = true;
    for (const TimelineFact& fact : facts) {
      if (fact.track != track) continue;
      is_empty = false;
      block.add("FACT")
          .set("STAMP", rfc3339(fact.at))
          .set("WHEN", locale.date_time(fact.at))
          .set("TEXT", fact.text);
    }
    block.show_if("NONE", is_empty);
  }
}

std::string attempt_in_words(const Locale& locale, const payment::PaymentIntent& it) {
  if (!payment::waits_for_voucher(it))
    return locale.text("event_payment." + std::string(payment::name_of(it.status)));
  if (!it.voucher_until) return locale.text("desk_attempt_voucher");
  return locale.text("desk_attempt_voucher_until",
                     {{"until", locale.date_time(*it.voucher_until)}});
}

void fill_attempts(Block& main, const service::OrderView& view) {
  const Locale& locale = main.locale();
  for (const service::AttemptView& one : view.attempts) {
    const std::string odd = one.intent.exception == payment::PaymentException::none
                                ? ""
                                : std::string(payment::name_of(one.intent.exception));
    main.add("ATTEMPT")
        .set("METHOD", method_name(locale, one.intent.method))
        .set("STATUS", attempt_in_words(locale, one.intent))
        .set("ODD", odd.empty() ? "" : locale.text("event_exception." + odd))
        .set("DUE", locale.money(one.intent.due))
        .set("RECEIVED", locale.money(one.received))
        .set("STAMP", rfc3339(one.intent.created_at))
        .set("WHEN", locale.date_time(one.intent.created_at));
  }
}

// What the journal says: from what was paid down to what is the shop's. Nothing of what never was.
void fill_account(Block& main, const payment::OrderAccount& it) {
  if (it.paid.is_zero()) return;
  const Locale& locale = main.locale();
  Block block = main.add("ACCOUNT");
  const auto row = [&](const char* name, const Money& amount, bool is_sum = false) {
    block.add("ROW")
        .set("NAME", locale.text(name))
        .set("AMOUNT", locale.money(amount))
        .show_if("SUM", is_sum);
  };
  const auto less = [&](const char* name, const Money& amount) {
    if (!amount.is_zero()) row(name, amount.negated());
  };
  row("desk_account.paid", it.paid);
  less("desk_account.given_back", it.given_back);
  less("desk_account.taken", it.taken);
  if (it.left != it.paid) row("desk_account.left", it.left, true);
  less("desk_account.owed", it.owed);
  less("desk_account.waiting", it.waiting);
  less("desk_account.tax", it.tax);
  less("desk_account.fee", it.fee);
  row("desk_account.net", it.net, true);
  bool has_other = false;
  for (const Money& one : it.other_fees) {
    less("desk_account.other_fee", one);
    has_other = has_other || !one.is_zero();
  }
  block.set("HINT", locale.text(it.fee.is_zero() && !has_other ? "desk_account_no_fee"
                                                               : "desk_account_hint"));
}

// An inquiry before a dispute, or an appeal after one.
void fill_matter(Block& main, const payment::BankMatter& one) {
  const Locale& locale = main.locale();
  const std::string kind{payment::name_of(one.kind)};
  Block row = main.add("MATTER");
  row.set("WORD", locale.text("desk_matter." + kind)).set("AMOUNT", locale.money(one.amount));
  const std::string state = one.closed_at ? "over" : one.answered_at ? "answered" : "open";
  row.set("STATUS", locale.text("desk_matter_state." + state));
  row.set("STATE_NAME", state).set("REF", one.network_ref);
  row.set("PROVIDER", method_name(locale, one.provider));
  row.set("STAMP", rfc3339(one.opened_at)).set("WHEN", locale.date_time(one.opened_at));
  row.set("REASON", plain_words(one.reason, locale));
  if (state != "open") return;
  if (one.due_at)
    row.add("DUE").set("STAMP", rfc3339(*one.due_at)).set("WHEN", locale.date_time(*one.due_at));
  row.set_if("DO", locale.text("desk_matter_do." + kind));
}

// Refunds and disputes with the provider's names for them, as they are looked up there.
void fill_money(Block& main, const service::OrderView& view) {
  const Locale& locale = main.locale();
  main.show_if("NO_REFUND", view.refunds.empty());
  std::optional<Block> table;
  if (!view.refunds.empty()) table = main.add("REFUNDS");
  for (const payment::Refund& one : view.refunds)
    table->add("REFUND")
        .set("STAMP", rfc3339(one.requested_at))
        .set("WHEN", locale.date_time(one.requested_at))
        .set("AMOUNT", locale.money(one.amount))
        .set("STATUS", locale.text("desk_refund." + std::string(payment::name_of(one.state))))
        .set("STATE_NAME", payment::name_of(one.state))
        .set("REASON",
             locale.text("desk_refund_reason." + std::string(payment::name_of(one.reason))))
        .set("BY", one.requested_by)
        .set("REF", one.network_ref);
  for (const payment::BankMatter& one : view.bank_matters) fill_matter(main, one);
  for (const payment::Dispute& one : view.disputes) {
    Block row = main.add("DISPUTE");
    row.set("AMOUNT", locale.money(one.amount)).set("REASON", plain_words(one.reason, locale));
    row.set("STATUS", locale.text("desk_dispute." + std::string(payment::name_of(one.state))));
    row.set("STATE_NAME", payment::name_of(one.state)).set("REF", one.network_ref);
    row.set("PROVIDER", method_name(locale, one.provider));
    row.set("STAMP", rfc3339(one.opened_at)).set("WHEN", locale.date_time(one.opened_at));
    row.set_if("BANK", where_money_is(locale, one));
    if (one.evidence_due_at && one.state == payment::DisputeState::open)
      row.add("DUE")
          .set("STAMP", rfc3339(*one.evidence_due_at))
          .set("WHEN", locale.date_time(*one.evidence_due_at));
  }
}

// What whoever looks may do about the money of the order.
void fill_deeds(Block& main, const DeskFront& front, const Visit& visit,
                const service::OrderView& view) {
  const Locale& locale = main.locale();
  const std::string path = "/desk/orders/" + view.order.reference;
  const Money most = service::refundable_of(view, front.shop.use.providers);
  if (visit.may(desk::Action::refund) && !most.is_zero())
    main.add("MAY_REFUND").set("PATH", path + "/refund").set("MOST", locale.money(most));
  const bool is_real = view.order.state != OrderState::open;
  if (visit.may(desk::Action::help_buyers) && is_real)
    main.add("EVIDENCE").set("PATH", path + "/evidence");
}

// The key itself is the buyer's.
void fill_licence(Block& row, const service::OrderView& view, const service::OrderLicence& licence,
                  bool may_help) {
  const Locale& locale = row.locale();
  Block block = row.add("LICENCE");
  block.set("ID", licence.licence.id.value);
  block.set("USE", locale.plural("licence_use", licence.licence.seats,
                                 {{"active", std::to_string(licence.licence.active)}}));
  block.set("STATE_NAME", sales::name_of(licence.state));
  block.set("STATE",
            locale.text("desk_licence_state." + std::string(sales::name_of(licence.state))));
  const bool is_with_the_order = licence.state == sales::LicenceState::withdrawn ||
                                 licence.state == sales::LicenceState::resting;
  if (!may_help || is_with_the_order) return;
  const bool is_disabled = licence.state == sales::LicenceState::disabled;
  block.add("SWITCH")
      .set("PATH", "/desk/orders/" + view.order.reference)
      .set("ID", licence.licence.id.value)
      .set("ACT", is_disabled ? "licence_enable" : "licence_disable")
      .set("LABEL", locale.text(is_disabled ? "desk_licence_enable" : "desk_licence_disable"));
}

void fill_lines(Block& main, const service::OrderView& view, bool may_help) {
  const Locale& locale = main.locale();
  for (const service::OrderLineView& line : view.lines) {
    Block row = main.add("LINE");
    row.set("TITLE",
            line_title(row.locale(), line.line.quoted.title, line.line.quoted.bundle_title))
        .set("BOOK_LANG", line.edition.language);
    row.set("PRICE", line.line.quoted.price.is_zero() ? locale.text("price_free")
                                                      : locale.money(line.line.quoted.price));
    row.set("PATH", "/desk/books/" + line.slug);
    row.show(line.slug.empty() ? "UNLINKED" : "LINKED");
    if (line.waits_until)
      row.add("WAITS").set("TEXT",
                           locale.text("order_waits", {{"day", locale.date(*line.waits_until)}}));
    for (const service::OrderFile& file : line.files) {
      Block one = row.add("FILE");
      one.set("NAME", file.file.file_name);
      one.set("USES", locale.plural("desk_uses_left", file.grant.uses_left));
      one.set("STAMP", rfc3339(file.grant.expires_at));
      one.set("UNTIL", locale.text("desk_until", {{"when", locale.date(file.grant.expires_at)}}));
      one.show(sales::refusal_of(view.order.state) ? "RESTS" : "OPEN");
      if (may_help && !sales::refusal_of(view.order.state))
        one.add("GRANT")
            .set("PATH", "/desk/orders/" + view.order.reference)
            .set("ID", file.grant.id.value)
            .set("NAME", file.file.file_name);
    }
    if (line.licence) fill_licence(row, view, *line.licence, may_help);
  }
}

// The buyer's link, where it was asked for; of another one also who else was told of it.
void fill_link(Block& main, const Visit& visit, const service::OrderView& view,
               const std::string& link) {
  if (link.empty()) {
    main.show("SHOW_LINK");
    return;
  }
  const bool is_gifts = field_of(visit, "act") == "gift";
  Block shown = main.add("LINK").set("URL", link);
  shown.set("NAME",
            main.locale().text(is_gifts ? "desk_order_gift_link_is" : "desk_order_link_is"));
  shown.show_if("BUYERS", !is_gifts);
  if (field_of(visit, "act") != "renew") return;
  const bool is_off = service::has_address_gone_with_link(view.events);
  shown.add("RENEWED").set("TEXT", main.locale().text(view.has_address ? "desk_order_renewed_mail"
                                                      : is_off ? "desk_order_renewed_address_off"
                                                               : "desk_order_renewed"));
}

// Whoever makes another link shuts the buyer out of the one they have: that takes fresh proof.
void fill_renewal(Block& main, const Visit& visit, const service::OrderView& view) {
  if (!visit.may(desk::Action::manage_customers)) return;
  const Locale& locale = main.locale();
  Block renewal = main.add("RENEW_LINK");
  renewal.set_if("RECENT",
                 view.is_address_recent ? locale.text("desk_order_renew_recent") : std::string());
  const std::string path = "/desk/orders/" + view.order.reference;
  if (visit.who->is_proof_fresh) {
    Block form = renewal.add("FORM").set("PATH", path + "/link");
    if (view.gift)
      form.add("GIFT").set("HINT", locale.text(view.gift->claimed_at ? "desk_order_gift_hint_own"
                                                                     : "desk_order_gift_hint"));
  } else
    renewal.add("STALE").set("NEXT", "/desk/confirm?next=" + path);
}

// `link`: the buyer's, where it was asked for.
Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const std::string& link,
                              const Error* problem) {
  const service::OrderView view = AAN_TRY(order_asked(front, visit));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::orders,
                locale.text("desk_order", {{"reference", view.order.reference}}), "order");
  Block& main = page.main();
  fill_order(main, view.order, service::still_to_come(view, front.room().clock.wall()));
  main.set("CAPTURED", locale.money(view.captured)).set("ORDER_ID", view.order.id.value);
  if (!view.order.quote.discount.is_zero())
    main.add("DISCOUNT")
        .set("NAME", discount_name(locale, view.order.quote.coupon))
        .set("AMOUNT", locale.money(view.order.quote.discount.negated()));
  if (!view.refund_due.is_zero()) {
    Block owed = main.add("OWED");
    owed.set("AMOUNT", locale.money(view.refund_due));
    const std::string claim = service::claim_of(view, front.shop.use.providers);
    if (!claim.empty())
      owed.add("CLAIM").set("TEXT", locale.text("desk_claim", {{"claim", claim}}));
  }
  const bool is_awaited =
      view.order.state == OrderState::open || view.order.state == OrderState::payment_lost;
  if (is_awaited && !view.missing.is_zero())
    main.add("MISSING").set("AMOUNT", locale.money(view.missing));
  if (!view.given_back.is_zero())
    main.add("GIVEN_BACK").set("AMOUNT", locale.money(view.given_back.negated()));
  // A buyer's name is for those who help buyers, not for everybody who may look.
  if (visit.may(desk::Action::help_buyers)) {
    main.set_if("RECEIPT_NAME", view.receipt_name);
    main.show_if("MAIL",
                 view.has_address && !view.lines.empty() && !sales::refusal_of(view.order.state));
    main.show_if("CANCEL", view.order.state == OrderState::open);
    fill_link(main, visit, view, link);
    fill_renewal(main, visit, view);
    main.add("CUSTOMER").set("PATH", "/desk/customers/" + view.order.reference);
  }
  fill_lines(main, view, visit.may(desk::Action::help_buyers));
  fill_deeds(main, front, visit, view);
  fill_account(main, view.account);
  fill_money(main, view);
  main.show_if("NO_ATTEMPT", view.attempts.empty());
  if (!view.attempts.empty()) {
    Block table = main.add("ATTEMPTS");
    fill_attempts(table, view);
  }
  if (const auto tax = tax_row(locale, tax_of(view.order.quote)))
    main.add("TAX")
        .set("NAME", tax->name)
        .set("AMOUNT", locale.money(tax->amount))
        .show_if("DOUBTED", view.order.tax_proof == tax::Proof::contradicted);
  for (const sales::Document& one : view.documents)
    main.add("PAPER")
        .set_if("PATH", visit.may(desk::Action::see_documents)
                            ? "/desk/documents/" + sales::document_name(one.series, one.number)
                            : "")
        .set("TITLE", paper_title(one, locale))
        .set("TOTAL", locale.money(one.total))
        .set("WHEN", locale.date(one.issued_at));
  fill_tracks(main, view, AAN_TRY(service::events_with_places(front.room(), view)));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

Result<> act(const DeskFront& front, const Visit& visit) {
  const std::string which{visit.request.param("order")};
  const std::string act = field_of(visit, "act");
  if (act == "grant") {
    AAN_TRY(service::grant_again(front.room(), which, sales::GrantId{field_of(visit, "grant")},
                                 visit.person().name));
    return {};
  }
  if (act == "licence_disable" || act == "licence_enable") {
    AAN_TRY(service::set_licence_disabled(front.room(), field_of(visit, "licence"),
                                          act == "licence_disable", visit.person().name));
    return {};
  }
  if (act != "cancel" && act != "mail")
    return refuse(Errc::invalid, "desk.order", "The desk has no such button.", "no_such_button");
  const service::OrderView view = AAN_TRY(order_asked(front, visit));
  if (act == "mail") {
    AAN_TRY(service::resend_receipt(front.room(), view.order.id));
    return service::write_down(front.room(),
                               {visit.person().name, "order.mail", view.order.reference, ""});
  }
  return front.shop.use.confirm.cancel(view.order.id, sales::GivenUpBy::shop, visit.person().name);
}

// The link that there is, or another one in its place; of a gift that of whoever gets it.
Result<std::string> link_of(const DeskFront& front, const Visit& visit, bool is_renewed) {
  const service::OrderView view = AAN_TRY(order_asked(front, visit));
  const std::string& by = visit.person().name;
  if (is_renewed && field_of(visit, "act") == "gift")
    return buyers_origin(front.shop, visit.request) + "/gifts/" +
           AAN_TRY(service::give_gift_link(front.room(), view.order.id, by)).token;
  const std::string token =
      is_renewed ? AAN_TRY(service::renew_order_link(front.room(), view.order.id, by))
                 : AAN_TRY(service::show_order_link(front.room(), view.order.id, by));
  return buyers_origin(front.shop, visit.request) + "/orders/" + token;
}

// On the answer itself, not behind a redirect: no address leads to it a second time.
Result<net::Response> answer_link(const DeskFront& front, const Visit& visit, bool is_renewed) {
  const auto link = link_of(front, visit, is_renewed);
  if (link) return page_of(front, visit, *link, nullptr);
  if (!stays_on_page(link.error())) return std::unexpected(link.error());
  return page_of(front, visit, "", &link.error());
}

}  // namespace

namespace {

bool is_address(std::string_view typed) {
  return customer::MailAddress::parse(one_line(typed)).has_value();
}

std::string list_path(const std::string& state, const std::string& search) {
  std::string query;
  if (!state.empty()) query += "state=" + percent_encode(state);
  if (!search.empty()) query += (query.empty() ? "search=" : "&search=") + percent_encode(search);
  return query.empty() ? "/desk/orders" : "/desk/orders?" + query;
}

Result<net::Response> orders_page(const DeskFront& front, const Visit& visit,
                                  const std::string& state, const std::string& search) {
  const bool may_help = visit.may(desk::Action::help_buyers) && !is_address(search);
  const bool is_customer =
      may_help && looks_like_id(search) && AAN_TRY(service::has_customer(front.room(), search));
  const std::int64_t at = desk_page_number(visit.request);
  ports::OrderQuery query;
  query.state = sales::parse_order_state(state);
  // "Delivered" are those of which nothing is to come, as their rows say.
  if (state == kToCome || query.state == OrderState::fulfilled) query.is_to_come = state == kToCome;
  query.only_owed = state == "owed";
  query.limit = kRows;
  query.offset = at * kRows;
  const service::Providers& providers = front.shop.use.providers;
  const auto view =
      AAN_TRY(search.empty() ? service::desk_orders(front.room(), providers, query)
                             : service::search_orders(front.room(), providers, query, search,
                                                      may_help ? service::SearchForPeople::yes
                                                               : service::SearchForPeople::no));
  DeskPage page(front, visit, DeskItem::orders, find_locale("en").text("desk_nav_orders"),
                "orders");
  Block& main = page.main();
  const Locale& locale = page.locale();
  const bool is_narrowed = query.state || query.is_to_come || query.only_owed;
  fill_filter(main, is_narrowed ? state : "", query.only_owed);
  main.set("SEARCH", is_customer ? "" : utf8_prefix(one_line(search), service::kSearchBytesMax));
  if (is_customer) main.add("OF_CUSTOMER").set("PATH", "/desk/customers/" + search);
  main.set("SEARCH_HINT",
           locale.text(visit.may(desk::Action::help_buyers) ? "desk_search_hint_people"
                                                            : "desk_search_hint"));
  main.show_if("NONE", view.total == 0 && search.empty());
  main.show_if("NOT_FOUND", view.total == 0 && !search.empty());
  main.show_if("MANY", !search.empty() && view.total >= service::kOrdersFoundMax);
  main.show_if("ALL", !search.empty());
  if (const std::int64_t open = AAN_TRY(service::count_open_disputes(front.room())); open > 0)
    main.add("DISPUTES").set("TEXT", locale.plural("desk_disputes_open", open));
  else
    main.show("NO_DISPUTES");
  if (view.total > 0) {
    Block table = main.add("TABLE");
    for (const service::DeskOrder& one : view.orders) {
      Block row = table.add("ROW");
      fill_order(row, one.order, one.to_come);
      row.set("TITLES", titles_of(locale, one.order));
      row.set("CAPTURED", locale.money(one.money.captured));
      if (!one.money.given_back.is_zero())
        row.add("BACK").set("AMOUNT", locale.money(one.money.given_back));
      row.set("OWED", one.money.refund_due.is_zero() ? "" : locale.money(one.money.refund_due));
    }
    std::string kept = is_narrowed ? "state=" + state + "&" : "";
    if (!search.empty()) kept += "search=" + percent_encode(search) + "&";
    add_desk_pager(main, "/desk/orders?" + kept, at, kRows, view.total);
  }
  return page.finish();
}

}  // namespace

// An address in a query is in a log already: nobody is found by it there.
Result<net::Response> show_orders(const DeskFront& front, const Visit& visit) {
  return orders_page(front, visit, visit.request.query("state").value_or(""),
                     visit.request.query("search").value_or(""));
}

// What was typed leads to a list that has an address. Whoever is found by theirs is named by an id
// there: addresses stay in histories and in logs of proxies.
Result<net::Response> find_orders(const DeskFront& front, const Visit& visit) {
  const std::string state = field_of(visit, "state");
  const std::string typed = one_line(field_of(visit, "search"));
  const auto address = customer::MailAddress::parse(typed);
  if (!address) return net::Response::redirect(list_path(state, typed));
  const auto found = visit.may(desk::Action::help_buyers)
                         ? AAN_TRY(service::find_person(front.room(), *address))
                         : std::nullopt;
  if (!found) return orders_page(front, visit, state, typed);
  return net::Response::redirect(list_path(state, found->value));
}

Result<net::Response> show_order(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, "", nullptr);
}

Result<net::Response> change_order(const DeskFront& front, const Visit& visit) {
  const std::string wanted = field_of(visit, "act");
  if (wanted == "link") return answer_link(front, visit, /*is_renewed=*/false);
  const auto done = act(front, visit);
  if (done) return done_at(visit.request.path, "order-" + field_of(visit, "act"));
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, "", &done.error());
}

Result<net::Response> lead_to_desk_order(const DeskFront& /*front*/, const Visit& visit) {
  return net::Response::redirect("/desk/orders/" + percent_encode(visit.request.param("order")));
}

Result<net::Response> renew_buyers_link(const DeskFront& front, const Visit& visit) {
  return answer_link(front, visit, /*is_renewed=*/true);
}

}  // namespace aan::web
