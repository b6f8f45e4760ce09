#pragma once
#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// `aan doctor`: looks at everything, namely the configuration, the files, the database and the
/// machine, then the open shop (of the server where one runs), then, unless offline, what it
/// depends on outside. Prints each step. Ends ok, or partly when something is wrong; advice and
/// what could not be looked at do not count.
ExitCode doctor(const Common& common, bool is_offline);

/// `aan doctor stripe`: prints each step with what was found and what to do. Ends ok, partly when
/// something is wrong, unavailable when Stripe could not be asked.
ExitCode doctor_stripe(const Common& common);

/// `aan doctor mail`: the same for the mail server; a letter goes to `to`.
ExitCode doctor_mail(const Common& common, const std::string& to);

}  // namespace aan::cli
