#pragma once
#include <string>

#include "domain/desk/audit.hpp"
#include "web/view/locale.hpp"

// The audit log notes in words of the machine, so that it reads the same for good; here is what
// people read of it. An act that has no words yet stands as it is, as do names and references.
namespace aan::web {

/// "Set a price"
std::string audit_act(const Locale& locale, const desk::AuditEntry& entry);
/// Whom or what it was about: a role, names of settings.
std::string audit_about(const Locale& locale, const desk::AuditEntry& entry);
/// What else was noted: amounts, moments, roles, what a key may.
std::string audit_detail(const Locale& locale, const desk::AuditEntry& entry);

}  // namespace aan::web
