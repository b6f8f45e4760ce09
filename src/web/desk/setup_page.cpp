#include "web/desk/setup_page.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/time_zone.hpp"
#include "domain/tax/country.hpp"
#include "domain/tax/country_currency.hpp"
#include "domain/tax/country_zone.hpp"
#include "service/desk/setup.hpp"
#include "web/desk/trial.hpp"

namespace aan::web {
namespace {

using ports::Setting;
using service::SetupStage;

// What a question is made of: settings before and after the ways that it offers.
struct Question {
  SetupStage stage;
  std::vector<std::string_view> first;
  std::vector<std::string_view> ways;
  std::vector<std::string_view> after;
  std::string_view country_of;  // the setting that its list of countries is for
};

const std::vector<Question>& questions() {
  static const std::vector<Question> all = {
      {SetupStage::who, {"NODE_NAME", "SELLER_NAME"}, {}, {"NODE_CONTACT"}, "SELLER_ADDRESS"},
      {SetupStage::money,
       {"SHOP_CURRENCY", "SHOP_TIME_ZONE"},
       {"nowhere", "country"},
       {"TAX_PRICES", "SELLER_TAX_NUMBER", "TAX_OSS"},
       "TAX_COUNTRY"},
      {SetupStage::payment,
       {},
       {"play", "cards"},
       {"STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "NODE_URL"},
       ""},
      {SetupStage::letters,
       {},
       {"later", "server"},
       {"SMTP_URL", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM"},
       ""}};
  return all;
}

const Setting& setting_in(const std::vector<Setting>& all, std::string_view name) {
  return *std::ranges::find(all, name, &Setting::name);
}

// The way that stands now.
std::string way_now(SetupStage stage, const std::vector<Setting>& all) {
  if (stage == SetupStage::money)
    return setting_in(all, "TAX_COUNTRY").value.empty() ? "nowhere" : "country";
  if (stage == SetupStage::payment)
    return setting_in(all, "ENABLE_STRIPE").value == "true" ? "cards" : "play";
  return setting_in(all, "SMTP_URL").value.empty() ? "later" : "server";
}

void fill_ways(Block& main, const Question& question, const std::string& chosen) {
  if (question.ways.empty()) return;
  const Locale& locale = main.locale();
  const std::string stage{service::name_of(question.stage)};
  Block ways = main.add("WAYS");
  ways.set("LEGEND", locale.text("setup_ways." + stage));
  for (const std::string_view way : question.ways) {
    const std::string key = stage + "." + std::string(way);
    ways.add("WAY")
        .set("WAY_NAME", way)
        .set("LABEL", locale.text("setup_way." + key))
        .set("HINT", locale.text("setup_way_hint." + key))
        .show_if("ON", chosen == way);
  }
}

void fill_countries(Block& main, const Question& question, const std::string& chosen,
                    bool is_wrong) {
  const Locale& locale = main.locale();
  Block list = main.add("COUNTRIES");
  list.set("LABEL", locale.text("setup_country." + std::string(service::name_of(question.stage))));
  list.show_if("BAD", is_wrong);
  for (const tax::Country& country : tax::countries())
    list.add("COUNTRY")
        .set("CODE", country.code)
        .set("NAME", country.name)
        .show_if("CHOSEN", country.code == chosen);
}

void fill_fields(Block& main, const std::string& section,
                 const std::vector<std::string_view>& names, const std::vector<Setting>& all,
                 const Visit* typed, const FieldFault* fault) {
  for (const std::string_view name : names) {
    const Setting& setting = setting_in(all, name);
    if (!setting.can_change()) {
      Block row = main.add("FIXED");
      fill_fixed_setting(row, setting);
      if (name == "SHOP_CURRENCY" && setting.layer <= ports::SettingLayer::desk)
        row.add("WHY").set("TEXT", main.locale().text("setup_currency_fixed"));
      continue;
    }
    Block field = main.add(section).include("ONE", "desk/setting_field");
    fill_setting_field(field, setting, typed, fault);
  }
}

// Of the address: what was typed, or what stands in the settings.
void fill_address(Block& main, const std::vector<Setting>& all, const Question& question,
                  const Visit* typed) {
  const Setting& setting = setting_in(all, "SELLER_ADDRESS");
  if (!setting.can_change()) {
    Block row = main.add("FIXED");
    fill_fixed_setting(row, setting);
    return;
  }
  const TypedAddress kept = typed_address(setting.value);
  main.add("ADDRESS").set("LINES", typed ? field_of(*typed, "address") : kept.lines);
  fill_countries(main, question, typed ? field_of(*typed, "country") : kept.country,
                 /*is_wrong=*/false);
}

void fill_tax_country(Block& main, const std::vector<Setting>& all, const Question& question,
                      const Visit* typed, const FieldFault* fault) {
  const Setting& setting = setting_in(all, "TAX_COUNTRY");
  if (!setting.can_change()) {
    Block row = main.add("FIXED");
    fill_fixed_setting(row, setting);
    return;
  }
  std::string chosen = typed ? field_of(*typed, "country") : setting.value;
  if (chosen.empty() && typed == nullptr)
    chosen = typed_address(setting_in(all, "SELLER_ADDRESS").value).country;
  fill_countries(main, question, chosen, fault != nullptr && fault->key == setting.name);
}

// Of the seller's address; before there is one, where the browser says that its person is.
std::string country_of(const std::vector<Setting>& all, const Visit& visit) {
  if (std::string known = typed_address(setting_in(all, "SELLER_ADDRESS").value).country;
      !known.empty())
    return known;
  return country_in(visit.request.header("accept-language").value_or(""));
}

// What nobody has chosen is proposed by the seller's country, as long as nothing has a price yet.
Result<> propose_currency(std::vector<Setting>& all, const DeskFront& front, const Visit& visit) {
  const auto at = std::ranges::find(all, "SHOP_CURRENCY", &Setting::name);
  if (at->layer != ports::SettingLayer::fallback || !at->can_change()) return {};
  const std::string_view proposed = tax::currency_of(country_of(all, visit));
  if (proposed.empty()) return {};
  if (AAN_TRY(service::has_books(front.room()))) return {};
  at->value = proposed;
  return {};
}

// The first price fixes the currency: the question shows it closed then, and says what comes next.
Result<> close_currency(std::vector<Setting>& all, const DeskFront& front) {
  const auto at = std::ranges::find(all, "SHOP_CURRENCY", &Setting::name);
  if (AAN_TRY(service::is_currency_fixed(front.room()))) at->is_of_desk = false;
  return {};
}

// The zones of the seller's country, as far as this machine knows them, and what stands there
// already; any other is written under Settings. The one of most people is proposed where nobody has
// chosen: where a browser is says too little of a shop's days.
void offer_zones(std::vector<Setting>& all, bool is_unanswered) {
  const auto at = std::ranges::find(all, "SHOP_TIME_ZONE", &Setting::name);
  std::vector<std::string> zones;
  for (const std::string_view zone :
       tax::zones_of(typed_address(setting_in(all, "SELLER_ADDRESS").value).country))
    if (TimeZone::find(zone)) zones.emplace_back(zone);
  if (zones.empty() || !at->can_change()) return;
  if (is_unanswered && at->layer == ports::SettingLayer::fallback) at->value = zones.front();
  for (const std::string& other : {at->value, TimeZone::utc().name()})
    if (std::ranges::find(zones, other) == zones.end()) zones.push_back(other);
  at->form = ports::SettingForm::choice;
  at->choices = std::move(zones);
}

void fill_test_letter(Block& main, const Visit* typed) {
  main.add("LETTER").set("TO", typed ? field_of(*typed, "to") : "");
}

}  // namespace

std::string setup_path(SetupStage stage) {
  return "/desk/setup/" + std::string(service::name_of(stage));
}

Result<std::optional<net::Response>> led_away(const DeskFront& front, const Visit& visit,
                                              SetupStage question) {
  const SetupStage reached = AAN_TRY(service::setup_stage(front.room()));
  if (reached == SetupStage::closed) return net::Response::redirect("/desk");
  if (question > reached) return net::Response::redirect(setup_path(reached));
  // Before anything is typed, since it would be lost on the way. A book is brought in without.
  if (question != SetupStage::book && !visit.who->is_proof_fresh &&
      visit.request.method == net::Method::get)
    return net::Response::redirect("/desk/confirm?next=" + percent_encode(setup_path(question)));
  return std::optional<net::Response>{};
}

void fill_progress(Block& main, SetupStage here, SetupStage reached) {
  const Locale& locale = main.locale();
  Block bar = main.include("PROGRESS", "desk/setup_progress");
  if (here == SetupStage::done) bar.set("COUNT", locale.text("setup_count_done"));
  std::int64_t number = 0;
  for (const SetupStage stage : service::kSetupQuestions) {
    ++number;
    Block step = bar.add("STAGE");
    step.set("NAME", locale.text("setup_stage." + std::string(service::name_of(stage))));
    step.set("NUMBER", number).set("PATH", setup_path(stage));
    const bool is_answered = stage < reached;
    step.show_if("HERE", stage == here).show_if("ANSWERED", is_answered && stage != here);
    step.show(stage <= reached && stage != here ? "LINK" : "PLAIN");
    if (stage == here)
      bar.set("COUNT", locale.text("setup_count", {{"number", locale.number(number)}}));
  }
}

Result<net::Response> setup_question_page(const DeskFront& front, const Visit& visit,
                                          SetupStage stage, const SetupTrouble* trouble) {
  const Locale& locale = find_locale("en");
  std::vector<Setting> all = AAN_TRY(front.settings.list());
  const SetupStage reached = AAN_TRY(service::setup_stage(front.room()));
  // Whoever comes back to an answer sees the answer.
  if (stage == SetupStage::money && reached == stage) AAN_TRY(propose_currency(all, front, visit));
  if (stage == SetupStage::money) AAN_TRY(close_currency(all, front));
  if (stage == SetupStage::money) offer_zones(all, reached == stage);
  const Question& question = *std::ranges::find(questions(), stage, &Question::stage);
  const std::string name{service::name_of(stage)};
  DeskPage page(front, visit, DeskItem::none, locale.text("setup_heading." + name), "setup");
  Block& main = page.main();
  fill_progress(main, stage, reached);
  main.set("LEAD", locale.text("setup_lead." + name)).set("ACTION", setup_path(stage));
  const Visit* typed = trouble == nullptr ? nullptr : &visit;
  std::optional<FieldFault> fault;
  if (trouble != nullptr && trouble->problem) fault = field_fault(locale, *trouble->problem);
  const FieldFault* wrong = fault ? &*fault : nullptr;
  fill_fields(main, "FIRST", question.first, all, typed, wrong);
  if (!question.ways.empty())
    fill_ways(main, question, typed ? field_of(visit, "way") : way_now(stage, all));
  if (stage == SetupStage::who) fill_address(main, all, question, typed);
  if (stage == SetupStage::money) fill_tax_country(main, all, question, typed, wrong);
  fill_fields(main, "AFTER", question.after, all, typed, wrong);
  if (stage == SetupStage::letters) fill_test_letter(main, typed);
  if (trouble != nullptr) fill_trial(main, trouble->trial);
  main.show_if("ANYWAY", trouble != nullptr && !trouble->trial.empty());
  if (stage != service::kSetupQuestions.front())
    main.add("BACK").set("PATH", setup_path(static_cast<SetupStage>(static_cast<int>(stage) - 1)));
  if (trouble == nullptr) return page.finish();
  constexpr int kNotTaken = 422;
  return page.finish(trouble->problem ? page.say_problem(in_words(locale, *trouble->problem))
                                      : kNotTaken);
}

TypedAddress typed_address(std::string_view setting) {
  TypedAddress typed;
  std::vector<std::string> lines;
  for (const std::string_view one : split(setting, '|'))
    if (!trim(one).empty()) lines.emplace_back(trim(one));
  if (!lines.empty()) {
    const auto named = std::ranges::find(tax::countries(), lines.back(), &tax::Country::name);
    if (named != tax::countries().end()) {
      typed.country = named->code;
      lines.pop_back();
    }
  }
  for (const std::string& one : lines) typed.lines += (typed.lines.empty() ? "" : "\n") + one;
  return typed;
}

std::string country_in(std::string_view languages) {
  for (const std::string_view one : split(languages, ',')) {
    const auto parts = split(trim(one.substr(0, one.find(';'))), '-');
    if (parts.size() > 1 && tax::find_country(parts.back()) != nullptr)
      return std::string(parts.back());
  }
  return {};
}

std::string address_setting(std::string_view lines, std::string_view country) {
  std::string setting;
  const auto add = [&](std::string_view line) {
    if (!trim(line).empty()) setting += (setting.empty() ? "" : " | ") + std::string(trim(line));
  };
  for (const std::string_view one : split(lines, '\n')) {
    std::string line{one};
    std::erase(line, '\r');
    std::ranges::replace(line, '|', '/');
    add(line);
  }
  if (tax::find_country(country) != nullptr) add(tax::country_name(country));
  return setting;
}

}  // namespace aan::web
