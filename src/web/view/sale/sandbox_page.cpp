#include "web/view/sale/sandbox_page.hpp"

#include <array>

#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

constexpr std::array<std::pair<SandboxAction, std::string_view>, 11> kActions = {{
    {SandboxAction::pay, "pay"},
    {SandboxAction::pay_too_little, "pay-too-little"},
    {SandboxAction::pay_late, "pay-late"},
    {SandboxAction::pay_twice, "pay-twice"},
    {SandboxAction::fail, "fail"},
    {SandboxAction::pay_report_twice, "pay-report-twice"},
    {SandboxAction::pay_never_report, "pay-never-report"},
    {SandboxAction::refuse_refunds, "refuse-refunds"},
    {SandboxAction::dispute, "dispute"},
    {SandboxAction::win_dispute, "win-dispute"},
    {SandboxAction::lose_dispute, "lose-dispute"},
}};

}  // namespace

std::string_view name_of(SandboxAction action) {
  for (const auto& [known, name] : kActions)
    if (known == action) return name;
  return "pay";
}

std::optional<SandboxAction> parse_sandbox_action(std::string_view name) {
  for (const auto& [action, known] : kActions)
    if (known == name) return action;
  return std::nullopt;
}

namespace {

// After a part, or after everything, came, some of the things mean something else.
std::string play_hint(const Locale& locale, std::string_view action, const SandboxPayPage& page) {
  const std::string_view family = page.is_paid               ? "play_hint_again."
                                  : page.received.amount > 0 ? "play_hint_part."
                                                             : "play_hint.";
  const std::string* hint = locale.find(std::string(family) + std::string(action));
  return hint != nullptr ? *hint : locale.text("play_hint." + std::string(action));
}

// Some things can happen only after others.
bool can_happen(SandboxAction action, const SandboxPayPage& page) {
  switch (action) {
    case SandboxAction::refuse_refunds: return !page.refuses_refunds;
    case SandboxAction::dispute: return page.received.amount > 0;
    case SandboxAction::win_dispute:
    case SandboxAction::lose_dispute: return page.has_open_dispute;
    case SandboxAction::pay:
    case SandboxAction::pay_too_little:
    case SandboxAction::pay_late:
    case SandboxAction::pay_twice:
    case SandboxAction::fail:
    case SandboxAction::pay_report_twice:
    case SandboxAction::pay_never_report: return true;
  }
  return true;
}

void fill_choices(Block form, const SandboxPayPage& page) {
  const Locale& locale = form.locale();
  form.set("ACTION_PATH", page.action_path).set("KEY", page.idempotency_key);
  for (const auto& [action, name] : kActions) {
    if (!can_happen(action, page)) continue;
    form.add("CHOICE")
        .set("ACTION", name)
        .set("LABEL", locale.text((page.is_paid ? "play_again." : "play_do.") + std::string(name)))
        .set("HINT", play_hint(locale, name, page))
        .show_if("MAIN", action == SandboxAction::pay && !page.is_paid);
  }
}

}  // namespace

std::string render(const SandboxPayPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame,
                    {.title = locale.text("play_title"), .page_class = "play", .is_private = true},
                    "sandbox_pay");
  Block& main = writer.main();
  const std::string due = locale.money(page.due);
  main.set("HEADING",
           page.is_paid ? locale.text("play_paid") : locale.text("play_heading", {{"due", due}}));
  main.set("LEAD", page.is_paid
                       ? locale.text(page.is_known ? "play_paid_known" : "play_paid_silent")
                       : locale.text(page.is_given_up ? "play_given_up" : "play_lead"));
  main.set("ORDER_NAME", locale.text("order_name", {{"reference", page.reference}}));
  if (!page.is_paid) main.add("UNPAID").set("DUE", due);
  main.set("RECEIVED", locale.money(page.received));
  main.set_if("ORDER_PATH", page.order_path);
  if (page.is_over) {
    main.show("OVER");
    return writer.finish();
  }
  fill_choices(main.add(page.is_paid ? "MORE" : "OPEN").include("CHOICES", "sandbox_choices"),
               page);
  return writer.finish();
}

}  // namespace aan::web
