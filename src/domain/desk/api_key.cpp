#include "domain/desk/api_key.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::desk {

bool is_for_keys(Action action) {
  return action != Action::manage_keys && action != Action::manage_people &&
         action != Action::manage_payouts;
}

std::optional<Action> parse_action(std::string_view name) {
  const auto* const found =
      std::ranges::find(kActions, name, [](Action action) { return name_of(action); });
  return found == kActions.end() ? std::nullopt : std::optional(*found);
}

Result<std::vector<Action>> parse_scopes(std::string_view text) {
  const auto wrong = [] {
    return refuse(Errc::invalid, "desk.api_key",
                  "Scopes are words such as see_books and change_books, with blanks between. Keys "
                  "and people are not for programs.",
                  "api_key_scopes");
  };
  std::vector<Action> named;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const auto action = parse_action(word);
    if (!action || !is_for_keys(*action)) return wrong();
    named.push_back(*action);
  }
  if (named.empty()) return wrong();
  std::vector<Action> scopes;
  for (const Action action : kActions)
    if (std::ranges::find(named, action) != named.end()) scopes.push_back(action);
  return scopes;
}

std::string text_of(const std::vector<Action>& scopes) {
  std::string text;
  for (const Action action : scopes)
    text += (text.empty() ? "" : " ") + std::string(name_of(action));
  return text;
}

bool is_live(const ApiKey& key, Timestamp now) {
  return !key.ended_at && (!key.expires_at || now < *key.expires_at);
}

bool may(const ApiKey& key, Action action) {
  return is_for_keys(action) && std::ranges::find(key.scopes, action) != key.scopes.end();
}

}  // namespace aan::desk
