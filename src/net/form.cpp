#include "net/form.hpp"

#include "net/percent.hpp"

namespace aan::net {

Result<FormFields> parse_form(std::string_view text, const FormLimits& limits) {
  FormFields out;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (out.fields_.size() == limits.fields_max)
      return refuse(Errc::too_large, "form.parse", "The form has too many fields.", "form_fields");
    const std::size_t equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), Plus::is_blank);
    auto value = percent_decode(
        equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1),
        Plus::is_blank);
    if (!name || !value)
      return refuse(Errc::invalid, "form.parse", "The form is not encoded as UTF-8 text.",
                    "form_encoding");
    if (name->size() > limits.name_bytes_max || value->size() > limits.value_bytes_max)
      return refuse(Errc::too_large, "form.parse", "A field of the form is too long.",
                    "form_field_size");
    out.fields_.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::optional<std::string> FormFields::find(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return value;
  return std::nullopt;
}

std::vector<std::string> FormFields::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : fields_)
    if (key == name) out.push_back(value);
  return out;
}

}  // namespace aan::net
