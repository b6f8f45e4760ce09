#include "web/desk/webhook_routes.hpp"

#include "domain/webhook/shown_url.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/pager.hpp"
#include "web/desk/webhook_view.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kRows = 50;

std::string path_of(const std::string& name) { return "/desk/webhooks/" + name; }

std::string typed_events(const Visit& visit) {
  std::string events;
  if (const auto form = visit.request.form(kFormLimits))
    for (const std::string& one : form->all("event")) events += one + " ";
  return events;
}

std::vector<webhook::EventKind> chosen_events(const Visit& visit) {
  return webhook::parse_event_kinds(typed_events(visit))
      .value_or(std::vector<webhook::EventKind>{});
}

void fill_row(Block& row, const service::WebhookView& view, Timestamp now) {
  const Locale& locale = row.locale();
  const webhook::Endpoint& it = view.endpoint;
  const WebhookStanding standing = standing_of(locale, it, now);
  row.set("PATH", path_of(it.name)).set("NAME", it.name).set("URL", webhook::shown_url(it.url));
  row.set("STATE_NAME", "hook-" + std::string(standing.name)).set("STATE", standing.text);
  row.set("WAITING", locale.number(view.waiting)).set("DEAD", locale.number(view.dead));
}

Result<net::Response> list_page(const DeskFront& front, const Visit& visit,
                                const service::WebhookWithSecret* made, const Error* problem) {
  const auto views = AAN_TRY(front.webhooks.list());
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::webhooks, locale.text("desk_nav_webhooks"), "webhooks");
  Block& main = page.main();
  if (made != nullptr)
    main.add("MADE")
        .set("NAME", made->endpoint.name)
        .set("PATH", path_of(made->endpoint.name))
        .set("SECRET", made->secret.reveal());
  main.show_if("NONE", views.empty());
  if (!views.empty()) {
    Block table = main.add("TABLE");
    for (const service::WebhookView& one : views) {
      Block row = table.add("ROW");
      fill_row(row, one, front.room().clock.wall());
    }
  }
  if (visit.may(desk::Action::manage_webhooks)) {
    Block form = main.add("FORM");
    form.set("NAME", problem == nullptr ? "" : field_of(visit, "name"));
    form.set("URL", problem == nullptr ? "" : field_of(visit, "url"));
    form.show_if("STALE", !visit.who->is_proof_fresh);
    fill_event_choices(form, chosen_events(visit));
  }
  return page.finish(problem == nullptr ? 200 : page.say_problem(*problem));
}

void fill_facts(Block& main, const webhook::Endpoint& it, Timestamp now) {
  const Locale& locale = main.locale();
  const WebhookStanding standing = standing_of(locale, it, now);
  main.set("URL", webhook::shown_url(it.url))
      .set("STATE_NAME", "hook-" + std::string(standing.name));
  main.set("STATE", standing.text).set("BY", it.created_by);
  main.set("STAMP", rfc3339(it.created_at)).set("WHEN", locale.date(it.created_at));
  for (const webhook::EventKind kind : it.events) main.add("EVENT").set("TEXT", name_of(kind));
  if (it.health.failing_since && !it.ended_at)
    main.add("FAILING")
        .set("STAMP", rfc3339(*it.health.failing_since))
        .set("SINCE", locale.date_time(*it.health.failing_since))
        .set("WHY", webhook_error_text(locale, it.health.last_error));
  if (it.health.ok_at)
    main.add("TAKEN")
        .set("STAMP", rfc3339(*it.health.ok_at))
        .set("WHEN", locale.date_time(*it.health.ok_at));
  if (it.previous_until && now < *it.previous_until)
    main.add("OVERLAP")
        .set("STAMP", rfc3339(*it.previous_until))
        .set("UNTIL", locale.date_time(*it.previous_until));
}

void fill_forms(Block& main, const service::WebhookView& view, const Visit& visit,
                const Error* problem) {
  const webhook::Endpoint& it = view.endpoint;
  Block forms = main.add("FORMS");
  forms.set("PATH", path_of(it.name));
  const bool is_typed = problem != nullptr && field_of(visit, "act") == "change";
  forms.set("URL", is_typed ? field_of(visit, "url") : webhook::shown_url(it.url));
  forms.show_if("MASKED", it.url.contains('?'));
  forms.show_if("STALE", !visit.who->is_proof_fresh);
  fill_event_choices(forms, is_typed ? chosen_events(visit) : it.events);
  if (view.dead > 0) forms.add("ALL_DEAD").set("PATH", path_of(it.name));
}

Result<net::Response> one_page(const DeskFront& front, const Visit& visit,
                               const service::WebhookWithSecret* rolled, const Error* problem) {
  const std::string name(visit.request.param("webhook"));
  const auto view = AAN_TRY(front.webhooks.view(name));
  const std::int64_t at = desk_page_number(visit.request);
  const auto deliveries =
      AAN_TRY(front.webhooks.deliveries(name, {{}, std::nullopt, at * kRows, kRows}));
  DeskPage page(front, visit, DeskItem::webhooks, name, "webhook");
  Block& main = page.main();
  const bool may_change =
      visit.may(desk::Action::manage_webhooks) && !view.endpoint.ended_at.has_value();
  if (rolled != nullptr) main.add("ROLLED").set("SECRET", rolled->secret.reveal());
  fill_facts(main, view.endpoint, front.room().clock.wall());
  if (may_change) fill_forms(main, view, visit, problem);
  main.show_if("NONE", deliveries.total == 0);
  if (deliveries.total > 0) {
    Block table = main.add("TABLE");
    for (const webhook::Delivery& one : deliveries.deliveries) {
      Block row = table.add("ROW");
      fill_delivery(row, one, path_of(name), may_change);
    }
    add_desk_pager(main, path_of(name) + "?", at, kRows, deliveries.total);
  }
  return page.finish(problem == nullptr ? 200 : page.say_problem(*problem));
}

// What comes back holds a secret where one was made.
Result<std::optional<service::WebhookWithSecret>> act_on(const DeskFront& front,
                                                         const Visit& visit) {
  using Secret = std::optional<service::WebhookWithSecret>;
  const std::string act = field_of(visit, "act");
  const std::string name(visit.request.param("webhook"));
  const std::string& by = visit.person().name;
  if (act == "change") {
    // A form without a tick asks for none, which is refused; a command that leaves events out keeps
    // them.
    const std::string events = typed_events(visit);
    AAN_TRY(webhook::parse_event_kinds(events));
    AAN_TRY(front.webhooks.change({name, field_of(visit, "url"), events}, by));
    return Secret{};
  }
  if (act == "roll")
    return Secret{AAN_TRY(front.webhooks.roll(name, field_of(visit, "hours"), by))};
  if (act == "ping")
    AAN_TRY(front.webhooks.ping(name, by));
  else if (act == "redeliver")
    AAN_TRY(front.webhooks.redeliver(name, field_of(visit, "delivery"), by));
  else if (act == "end")
    AAN_TRY(front.webhooks.end(name, by));
  else
    return refuse(Errc::invalid, "desk.webhooks", "The desk has no such button.", "no_such_button");
  return Secret{};
}

}  // namespace

Result<net::Response> show_webhooks(const DeskFront& front, const Visit& visit) {
  return list_page(front, visit, nullptr, nullptr);
}

Result<net::Response> change_webhooks(const DeskFront& front, const Visit& visit) {
  if (field_of(visit, "act") != "make") {
    const Error error{Errc::invalid,   "desk.webhooks", "", "The desk has no such button.", {},
                      "no_such_button"};
    return list_page(front, visit, nullptr, &error);
  }
  const auto made = front.webhooks.add(
      {field_of(visit, "name"), field_of(visit, "url"), typed_events(visit)}, visit.person().name);
  if (made) return list_page(front, visit, &*made, nullptr);
  if (!stays_on_page(made.error())) return std::unexpected(made.error());
  return list_page(front, visit, nullptr, &made.error());
}

Result<net::Response> show_webhook(const DeskFront& front, const Visit& visit) {
  return one_page(front, visit, nullptr, nullptr);
}

Result<net::Response> change_webhook(const DeskFront& front, const Visit& visit) {
  const auto done = act_on(front, visit);
  if (!done && (!stays_on_page(done.error()) || done.error().code == Errc::not_found))
    return std::unexpected(done.error());
  if (!done) return one_page(front, visit, nullptr, &done.error());
  if (*done) return one_page(front, visit, &**done, nullptr);
  return done_at(path_of(std::string(visit.request.param("webhook"))),
                 "hook-" + field_of(visit, "act"));
}

}  // namespace aan::web
