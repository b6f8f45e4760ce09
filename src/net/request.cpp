#include "net/request.hpp"

#include "base/text.hpp"
#include "net/address.hpp"

namespace aan::net {

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Header& h : headers)
    if (h.name == name) return h.value;
  return std::nullopt;
}

std::string Request::client_key() const {
  const auto address = parse_address(peer_address);
  return address ? address->client_key().text() : peer_address;
}

std::string_view Request::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (key == name) return value;
  return {};
}

std::optional<std::string> Request::query(std::string_view name) const {
  if (query_string.empty()) return std::nullopt;
  const auto fields = queries();
  return fields ? fields->find(name) : std::nullopt;
}

Result<FormFields> Request::queries(const FormLimits& limits) const {
  return parse_form(query_string, limits);
}

Result<FormFields> Request::form(const FormLimits& limits) const {
  if (!parts.empty()) {
    FormFields fields;
    for (const FormPart& part : parts)
      if (!part.is_file) fields.add(part.name, part.value);
    return fields;
  }
  if (!body.empty() && content_type() != "application/x-www-form-urlencoded")
    return refuse(Errc::invalid, "request.form", "A form was expected.", "form_expected");
  return parse_form(body, limits);
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const Header& h : headers) {
    if (h.name != "cookie") continue;
    for (std::string_view part : split(h.value, ';')) {
      part = trim(part);
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos || part.substr(0, equals) != name) continue;
      std::string_view value = part.substr(equals + 1);
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
      return std::string(value);
    }
  }
  return std::nullopt;
}

std::string Request::content_type() const {
  const auto sent = header("content-type");
  if (!sent) return {};
  return lower_ascii(trim(sent->substr(0, sent->find(';'))));
}

}  // namespace aan::net
