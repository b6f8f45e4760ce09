#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "ports/settings_book.hpp"

namespace aan::testing {

/// A few settings that are kept in memory, and a mail server whose name must not be "broken".
class KeptSettings final : public ports::SettingsBook {
 public:
  KeptSettings() {
    all = {made("Node identity", "NODE_NAME"), made("Tax", "TAX_OSS"), made("Mail", "SMTP_URL"),
           made("Mail", "SMTP_PASSWORD"), made("Server", "LISTEN")};
    all[1].form = ports::SettingForm::yes_no;
    all[3].is_secret = true;
    all[4].is_of_desk = false;
    all[4].value = "127.0.0.1:8080";
  }

  [[nodiscard]] Result<std::vector<ports::Setting>> list() const override { return all; }
  [[nodiscard]] Result<> check(std::span<const ports::SettingChange> changes) const override {
    for (const ports::SettingChange& one : changes)
      if (one.value == "broken")
        return refuse(Errc::invalid, "settings", "broken", "setting_wrong",
                      {{"key", one.name}, {"what", "it is broken"}});
    return {};
  }
  Result<> put(std::span<const ports::SettingChange> changes) override {
    for (const ports::SettingChange& one : changes) {
      ports::Setting& kept = *std::ranges::find(all, one.name, &ports::Setting::name);
      kept.is_set = !one.value.empty();
      kept.value = kept.is_secret ? "" : one.value;
      kept.layer = kept.is_set ? ports::SettingLayer::desk : ports::SettingLayer::fallback;
      ++changed;
    }
    return {};
  }
  bool take_up() override {
    ++begun_anew;
    return true;
  }
  [[nodiscard]] Result<std::vector<ports::SetupStep>> try_cards(
      std::span<const ports::SettingChange> changes) const override {
    const auto good = check(changes);
    if (!good) return std::unexpected(good.error());
    return steps;
  }
  [[nodiscard]] Result<std::vector<ports::SetupStep>> try_letters(
      std::span<const ports::SettingChange> changes, const std::string& /*to*/) const override {
    return try_cards(changes);
  }

  std::vector<ports::Setting> all;
  std::vector<ports::SetupStep> steps;  ///< what a trial finds
  int changed = 0;
  int begun_anew = 0;

 private:
  static ports::Setting made(const char* group, const char* name) {
    ports::Setting one;
    one.group = group;
    one.name = name;
    one.help = "What it is for.";
    one.is_of_desk = true;
    return one;
  }
};

}  // namespace aan::testing
