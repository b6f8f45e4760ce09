#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "node/config/config.hpp"
#include "node/config/config_values.hpp"

// The chapters of `load_config`: each reads its keys into the configuration. Errors: invalid, with
// the key, where it stands and what to write. A chapter may go by what an earlier one read.
namespace aan::node {

/// Each value is of the kind of its key; keys of what does not exist yet are warned about.
Result<> check_kinds(const Values& values, std::vector<ConfigWarning>& warnings);
/// NODE_URL.
Result<> set_url(Config& config, const Values& values);
/// LISTEN and PORT; ADMIN_LISTEN and DESK_LISTEN.
Result<> set_listen(Config& config, const Values& values);
Result<> set_admin_listen(Config& config, const Values& values);
/// TRUSTED_PROXIES.
Result<> set_proxies(Config& config, const Values& values);
/// Cards. After NODE_URL.
Result<> set_stripe(Config& config, const Values& values);
/// Whether what was begun by card goes on: cards are sold, or they are switched off and the key is
/// still there.
[[nodiscard]] bool keeps_stripe(const Config& config);
/// What tax is charged by, who the seller is, and whom numbers of businesses are asked from: in
/// this order, after the names.
Result<> set_taxes(Config& config, const Values& values);
Result<> set_seller(Config& config, const Values& values);
Result<> set_vies(Config& config, const Values& values);
/// Letters. After names and NODE_URL.
Result<> set_mail(Config& config, const Values& values);

/// Something printed on pages: one line of at most 200 bytes of text.
[[nodiscard]] bool is_contact(std::string_view text);
/// https, or http to this machine: plain http carries secrets only where nobody else listens.
[[nodiscard]] bool is_safe_api(std::string_view base);
/// "books.example:8080" of "https://books.example:8080/path", in small letters.
[[nodiscard]] std::string authority_of(std::string_view url);
/// An authority that only this machine reaches. Of a host that a name server knows nobody else can
/// reach: only the whole name counts.
[[nodiscard]] bool is_loopback(const std::string& authority);

}  // namespace aan::node
