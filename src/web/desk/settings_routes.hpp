#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/settings: every key of the configuration, what it says, where it was set, what it is for.
/// Secrets are named and never shown. What the machine does not say can be changed here, one group
/// at a time, by whoever may and has given fresh proof.
Result<net::Response> show_settings(const DeskFront& front, const Visit& visit);
Result<net::Response> take_settings(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
