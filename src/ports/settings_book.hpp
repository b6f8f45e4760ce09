#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace aan::ports {

/// Who has the last word on a setting, the weakest first.
enum class SettingLayer : std::uint8_t { fallback, desk, file, environment, flag };

/// How a setting is written.
enum class SettingForm : std::uint8_t { line, yes_no, choice };

/// A key of the shop's configuration, with what it says now.
struct Setting {
  std::string group;
  std::string name;      ///< "NODE_NAME"
  std::string value;     ///< empty: not set, or a secret
  std::string fallback;  ///< what counts when nobody sets it
  std::string origin;    ///< where it was set: "environment", ".env, line 4"; empty: the default
  std::string example;
  std::string help;
  SettingLayer layer = SettingLayer::fallback;
  SettingForm form = SettingForm::line;
  std::vector<std::string> choices;  ///< of `SettingForm::choice`
  bool is_set = false;
  bool is_secret = false;
  bool is_of_desk = false;  ///< it may be set here at all

  /// Whether it can be changed here now: nothing above the desk has set it.
  [[nodiscard]] bool can_change() const { return is_of_desk && layer <= SettingLayer::desk; }
};

/// A wish. An empty value: what counts without it.
struct SettingChange {
  std::string name;
  std::string value;
};

/// One thing that was looked at when a setup was tried, in words for whoever runs the shop.
struct SetupStep {
  /// `advice`: it works, and could be better.
  enum class Verdict : std::uint8_t { ok, advice, wrong, unknown };
  std::string name;
  Verdict verdict = Verdict::ok;
  std::string found;
  std::string todo;  ///< empty when it is ok

  [[nodiscard]] bool works() const { return verdict == Verdict::ok || verdict == Verdict::advice; }
};

/// The settings of the shop below what the machine says (flags, environment, `.env`). Thread-safe.
/// Nothing here shows a secret.
class SettingsBook {
 public:
  virtual ~SettingsBook() = default;
  /// Every key in the order of the table, as a start would find it now. Errors: invalid.
  [[nodiscard]] virtual Result<std::vector<Setting>> list() const = 0;
  /// Whether the shop would begin with these changed. Errors: invalid "setting_wrong" with the
  /// values "key" and "what"; conflict "other_currency" for a shop with books; those of the store.
  [[nodiscard]] virtual Result<> check(std::span<const SettingChange> changes) const = 0;
  /// Checks once more and keeps them, durably, all or none. Errors: those of `check`, unavailable.
  virtual Result<> put(std::span<const SettingChange> changes) = 0;
  /// Makes what was kept count: the serving shop begins anew in place. False: it is not serving,
  /// and the next start takes it up.
  virtual bool take_up() = 0;
  /// What the processor of cards says of the shop with these changed; nothing is kept. Asks over
  /// the network. Errors: those of `check`; invalid when cards are not configured then.
  [[nodiscard]] virtual Result<std::vector<SetupStep>> try_cards(
      std::span<const SettingChange> changes) const = 0;
  /// The same of the mail server, which is given a letter to `to`: the step "letter" tells what it
  /// said to that, and is missing where it was not asked to take one.
  [[nodiscard]] virtual Result<std::vector<SetupStep>> try_letters(
      std::span<const SettingChange> changes, const std::string& to) const = 0;
};

}  // namespace aan::ports
