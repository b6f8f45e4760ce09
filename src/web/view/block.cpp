#include "web/view/block.hpp"

#include <ctemplate/template.h>

#include "base/check.hpp"

namespace aan::web {
namespace {

ctemplate::TemplateString view(std::string_view text) { return {text.data(), text.size()}; }
constexpr std::string_view kMarkup = "_HTML";

}  // namespace

Block& Block::set(std::string_view name, std::string_view value) {
  AAN_CHECK(!name.ends_with(kMarkup));
  values_->SetValue(view(name), view(value));
  return *this;
}

Block& Block::set(std::string_view name, std::int64_t value) {
  return set(name, std::to_string(value));
}

Block& Block::set_if(std::string_view name, std::string_view value) {
  if (value.empty()) return *this;
  return set(name, value).show("IF_" + std::string(name));
}

Block& Block::set_html(std::string_view name, const Html& html) {
  AAN_CHECK(name.ends_with(kMarkup));
  values_->SetValue(view(name), view(html.markup()));
  return *this;
}

Block& Block::show(std::string_view section) {
  values_->ShowSection(view(section));
  return *this;
}

Block& Block::show_if(std::string_view section, bool condition) {
  return condition ? show(section) : *this;
}

std::string Block::about(const Money& charged) const {
  if (about_ == nullptr || charged.is_zero() || charged.asset == about_->asset) return {};
  const auto amount = catalog::about(charged, *about_);
  return amount ? locale_->text("price_about", {{"price", locale_->money(*amount)}})
                : std::string();
}

Block Block::add(std::string_view section) {
  return {*values_->AddSectionDictionary(view(section)), *locale_, about_};
}

Block Block::include(std::string_view marker, std::string_view file) {
  ctemplate::TemplateDictionary* values = values_->AddIncludeDictionary(view(marker));
  values->SetFilename(locale_->code() + "/" + std::string(file));
  return {*values, *locale_, about_};
}

}  // namespace aan::web
