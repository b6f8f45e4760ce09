#include "node/config/desk_settings.hpp"

#include "base/text.hpp"
#include "node/config/config_table.hpp"
#include "node/config/settings_file.hpp"
#include "node/doctor/doctor.hpp"
#include "node/node.hpp"

namespace aan::node {
namespace {

using ports::Setting;
using ports::SettingChange;
using ports::SettingForm;
using ports::SettingLayer;
using ports::SetupStep;

SettingLayer layer_of(Layer layer) {
  switch (layer) {
    case Layer::fallback: return SettingLayer::fallback;
    case Layer::desk: return SettingLayer::desk;
    case Layer::file: return SettingLayer::file;
    case Layer::environment: return SettingLayer::environment;
    case Layer::flag: return SettingLayer::flag;
  }
  return SettingLayer::flag;
}

Setting setting_of(const ShownKey& shown) {
  const ConfigKey& key = *find_config_key(shown.name);
  Setting one;
  one.group = key.group;
  one.name = shown.name;
  one.value = shown.value;
  one.fallback = key.fallback;
  one.origin = shown.origin;
  one.example = key.example;
  one.help = key.help;
  one.layer = layer_of(shown.layer);
  one.is_set = shown.is_set;
  one.is_secret = key.is_secret;
  one.is_of_desk = key.place == KeyPlace::desk;
  if (key.kind == KeyKind::boolean) one.form = SettingForm::yes_no;
  if (!key.choices.empty()) {
    one.form = SettingForm::choice;
    for (const std::string_view word : split(key.choices, ' ')) one.choices.emplace_back(word);
  }
  return one;
}

// A sentence of the table names its key and where it stands; at the desk the place is a field.
std::unexpected<Error> at_the_desk(Error error) {
  if (error.reason != "configuration") return std::unexpected(std::move(error));
  error.reason = "setting_wrong";
  if (error.values.empty()) error.values = {{"key", ""}, {"what", error.detail}};
  return std::unexpected(std::move(error));
}

SetupStep::Verdict step_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok: return SetupStep::Verdict::ok;
    case Verdict::advice: return SetupStep::Verdict::advice;
    case Verdict::wrong: return SetupStep::Verdict::wrong;
    case Verdict::unknown: break;
  }
  return SetupStep::Verdict::unknown;
}

std::vector<SetupStep> steps_of(const std::vector<CheckStep>& found) {
  std::vector<SetupStep> steps;
  for (const CheckStep& one : found) {
    steps.push_back({one.name, step_verdict(one.verdict), one.found, one.todo});
  }
  return steps;
}

}  // namespace

Result<std::vector<Setting>> DeskSettings::list() const {
  const Config now = AAN_TRY(load_config(node_.config.sources));
  std::vector<Setting> all;
  for (const ShownKey& one : now.shown) {
    all.push_back(setting_of(one));
    // Without one that is configured it is that of the first book.
    if (one.name == "SHOP_CURRENCY" && one.layer == Layer::fallback)
      all.back().value = node_.config.currency.code();
  }
  return all;
}

Result<DeskSettings::Draft> DeskSettings::draft(std::span<const SettingChange> changes) const {
  std::map<std::string, std::string> wishes;
  for (const SettingChange& one : changes) wishes[one.name] = one.value;
  Draft made;
  made.text = AAN_TRY(with_settings(AAN_TRY(read_settings(node_.config.data_dir)), wishes));
  ConfigSources sources = node_.config.sources;
  sources.desk_settings = made.text;
  auto config = load_config(sources);
  if (!config) return at_the_desk(std::move(config).error());
  if (auto good = tax::check_regime(config->taxes.regime, config->taxes.rates, node_.clock.wall());
      !good)
    return refuse(Errc::invalid, "settings", good.error().detail, "setting_wrong",
                  {{"key", "TAX_COUNTRY"}, {"what", good.error().detail}});
  AAN_TRY(node_.store->read([&](const ports::Snapshot& at) -> Result<> {
    AAN_TRY(currency_of(*config, at.records(), at.catalog()));
    return {};
  }));
  made.config = *std::move(config);
  return made;
}

Result<> DeskSettings::check(std::span<const SettingChange> changes) const {
  AAN_TRY(draft(changes));
  return {};
}

Result<> DeskSettings::put(std::span<const SettingChange> changes) {
  const std::scoped_lock lock(file_mutex_);
  const Draft made = AAN_TRY(draft(changes));
  return write_settings(node_.config.data_dir, made.text);
}

bool DeskSettings::take_up() {
  if (!node_.begin_anew) return false;
  node_.begin_anew();
  return true;
}

Result<std::vector<SetupStep>> DeskSettings::try_cards(
    std::span<const SettingChange> changes) const {
  Draft made = AAN_TRY(draft(changes));
  made.config.currency = AAN_TRY([&]() -> Result<Asset> {
    Asset currency = made.config.currency;
    AAN_TRY(node_.store->read([&](const ports::Snapshot& at) -> Result<> {
      currency = AAN_TRY(currency_of(made.config, at.records(), at.catalog()));
      return {};
    }));
    return currency;
  }());
  return steps_of(AAN_TRY(check_stripe(made.config, node_.clock)));
}

Result<std::vector<SetupStep>> DeskSettings::try_letters(std::span<const SettingChange> changes,
                                                         const std::string& to) const {
  const Draft made = AAN_TRY(draft(changes));
  return steps_of(AAN_TRY(check_mail(made.config, to, node_.clock, node_.rng)));
}

}  // namespace aan::node
