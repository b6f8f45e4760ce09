#include "web/desk/settings_routes.hpp"

#include <algorithm>

#include "service/desk/change_settings.hpp"
#include "service/desk/try_letter.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/setting_fields.hpp"
#include "web/desk/trial.hpp"

namespace aan::web {
namespace {

using ports::Setting;

std::vector<std::string> groups_of(const std::vector<Setting>& all) {
  std::vector<std::string> groups;
  for (const Setting& one : all)
    if (std::ranges::find(groups, one.group) == groups.end()) groups.push_back(one.group);
  return groups;
}

// The group that says how letters leave.
constexpr std::string_view kOfLetters = "SMTP_URL";

// What came of a form: which group it was of, and what was wrong with it; of a test letter, what
// the mail server said.
struct Sent {
  std::string group;
  const Error* problem = nullptr;
  bool is_letter = false;
  std::vector<ports::SetupStep> trial = {};
};

// How letters are tried as they are set now.
void fill_letter(Block& group, const Visit& visit, const Sent* sent) {
  const bool is_sent = sent != nullptr && sent->is_letter;
  Block letter = group.add("LETTER").set("TO", is_sent ? field_of(visit, "to") : "");
  if (!is_sent) return;
  if (sent->problem != nullptr) letter.add("BAD").set("SENTENCE", sent->problem->safe);
  fill_trial(letter, sent->trial);
}

void fill_group(Block& group, const Visit& visit, const std::vector<Setting>& all,
                const std::string& name, const Sent* sent, bool may_change) {
  const bool is_sent =
      sent != nullptr && sent->group == name && sent->problem != nullptr && !sent->is_letter;
  const auto fault =
      is_sent ? field_fault(group.locale(), *sent->problem) : std::optional<FieldFault>{};
  std::optional<Block> form;
  std::optional<Block> fixed;
  for (const Setting& one : all) {
    if (one.group != name) continue;
    if (may_change && one.can_change()) {
      if (!form) form = group.add("FORM").set("NAME", name);
      Block field = form->add("FIELD").include("ONE", "desk/setting_field");
      fill_setting_field(field, one, is_sent ? &visit : nullptr, fault ? &*fault : nullptr);
    } else {
      if (!fixed) fixed = group.add("FIXED");
      Block row = fixed->add("SETTING");
      fill_fixed_setting(row, one);
    }
  }
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Sent* sent) {
  const Locale& locale = find_locale("en");
  const std::vector<Setting> all = AAN_TRY(front.settings.list());
  DeskPage page(front, visit, DeskItem::settings, locale.text("desk_nav_settings"), "settings");
  Block& main = page.main();
  const bool may_ever = visit.may(desk::Action::change_settings);
  const bool may_change = may_ever && visit.who->is_proof_fresh;
  if (may_ever && !may_change) main.show("STALE");
  const std::string saved = visit.request.query("saved").value_or("");
  std::int64_t number = 0;
  for (const std::string& name : groups_of(all)) {
    const std::string id = std::to_string(++number);
    Block group = main.add("GROUP");
    group.set("NAME", name).set("ID", id);
    if (sent == nullptr && saved == id) group.show("SAVED");
    if (sent == nullptr && saved == "same" + id) group.show("SAME");
    main.add("JUMP").set("NAME", name).set("ID", id);
    fill_group(group, visit, all, name, sent, may_change);
    const auto mail = std::ranges::find(all, kOfLetters, &Setting::name);
    if (may_change && mail->group == name && front.shop.use.shop.has_mail)
      fill_letter(group, visit, sent);
  }
  constexpr int kNotTaken = 422;
  if (sent != nullptr && sent->is_letter)
    return page.finish(sent->problem == nullptr && is_all_good(sent->trial) ? 200 : kNotTaken);
  return page.finish(sent == nullptr || sent->problem == nullptr
                         ? 200
                         : page.say_problem(in_words(locale, *sent->problem)));
}

std::string place_of(const std::vector<Setting>& all, const std::string& group, bool is_changed) {
  const auto groups = groups_of(all);
  const auto at = std::ranges::find(groups, group) - groups.begin() + 1;
  return std::string("/desk/settings?saved=") + (is_changed ? "" : "same") + std::to_string(at) +
         "#group-" + std::to_string(at);
}

Result<net::Response> try_letters(const DeskFront& front, const Visit& visit) {
  Sent sent;
  sent.is_letter = true;
  auto trial = service::try_letter(front.room(), front.settings, {}, field_of(visit, "to"),
                                   visit.person().name);
  if (!trial && !stays_on_page(trial.error())) return std::unexpected(trial.error());
  if (trial)
    sent.trial = *std::move(trial);
  else
    sent.problem = &trial.error();
  return page_of(front, visit, &sent);
}

}  // namespace

Result<net::Response> show_settings(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr);
}

Result<net::Response> take_settings(const DeskFront& front, const Visit& visit) {
  if (field_of(visit, "act") == "letter") return try_letters(front, visit);
  const std::vector<Setting> all = AAN_TRY(front.settings.list());
  const std::string group = field_of(visit, "group");
  std::vector<ports::SettingChange> wishes;
  for (const Setting& one : all)
    if (one.group == group && one.is_of_desk)
      if (auto wish = wish_in_form(visit, one)) wishes.push_back(*std::move(wish));
  const auto done = service::change_settings(front.room(), front.settings, std::move(wishes),
                                             visit.person().name);
  if (done) return net::Response::redirect(place_of(all, group, !done->names.empty()));
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  const Sent sent{group, &done.error()};
  return page_of(front, visit, &sent);
}

}  // namespace aan::web
