#include "adapters/passkey_fido2/client_data_json.hpp"

#include <boost/json.hpp>

#include "base/codec.hpp"

namespace aan::passkey_fido2 {
namespace {

namespace json = boost::json;

constexpr std::size_t kClientDataBytesMax = 4096;

bool says(const json::object& data, std::string_view name, std::string_view value) {
  const json::value* found = data.if_contains(name);
  return found != nullptr && found->is_string() && std::string_view(found->get_string()) == value;
}

}  // namespace

std::unexpected<Error> wrong(const char* why) {
  return fail(Errc::invalid, "passkey", why, "That was no passkey of this shop.", "passkey_wrong");
}

Result<> check_client_data(std::string_view client_data, std::string_view act,
                           const ports::PasskeyBond& bond) {
  if (client_data.size() > kClientDataBytesMax) return wrong("client data: too long");
  boost::system::error_code error;
  const json::value read = json::parse(client_data, error);
  if (error || !read.is_object()) return wrong("client data: not JSON");
  const json::object& data = read.get_object();
  if (!says(data, "type", act)) return wrong("client data: another act");
  if (!says(data, "challenge", base64url(bond.challenge)))
    return wrong("client data: another question");
  if (!says(data, "origin", bond.origin)) return wrong("client data: another origin");
  if (const json::value* inside = data.if_contains("crossOrigin"))
    if (!inside->is_bool() || inside->get_bool()) return wrong("client data: in another's page");
  return {};
}

}  // namespace aan::passkey_fido2
