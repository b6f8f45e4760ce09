#pragma once
#include <mutex>

#include "node/config/config.hpp"
#include "ports/settings_book.hpp"

namespace aan::node {

class Node;

/// The settings of an open shop, over its configuration and DIR/settings.env.
class DeskSettings final : public ports::SettingsBook {
 public:
  /// The node outlives it; nothing of it is touched before the first call.
  explicit DeskSettings(Node& node) : node_(node) {}

  [[nodiscard]] Result<std::vector<ports::Setting>> list() const override;
  [[nodiscard]] Result<> check(std::span<const ports::SettingChange> changes) const override;
  Result<> put(std::span<const ports::SettingChange> changes) override;
  bool take_up() override;
  [[nodiscard]] Result<std::vector<ports::SetupStep>> try_cards(
      std::span<const ports::SettingChange> changes) const override;
  [[nodiscard]] Result<std::vector<ports::SetupStep>> try_letters(
      std::span<const ports::SettingChange> changes, const std::string& to) const override;

 private:
  struct Draft {
    std::string text;
    Config config;
  };
  [[nodiscard]] Result<Draft> draft(std::span<const ports::SettingChange> changes) const;

  Node& node_;
  std::mutex file_mutex_;  // guards reading the file, changing it and writing it again
};

}  // namespace aan::node
