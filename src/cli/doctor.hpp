#pragma once
#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// `aan doctor stripe`: prints each step with what was found and what to do. Ends ok, partly when
/// something is wrong, unavailable when Stripe could not be asked.
ExitCode doctor_stripe(const Common& common);

/// `aan doctor mail`: the same for the mail server; a letter goes to `to`.
ExitCode doctor_mail(const Common& common, const std::string& to);

}  // namespace aan::cli
