#include "node/config/config_table.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::node {
namespace {

using enum KeyKind;
using KeyPlace::desk;
using enum KeyStatus;

constexpr std::array kKeys = {
    ConfigKey{"NODE_ID", text, active, false, "", "", "my-unique-node-id", "Node identity",
              "A label for people. The node's real identity is its key in DIR/keys."},
    ConfigKey{"NODE_NAME", text, active, false, "Asymmetry Books", "", "Calder & Daughters",
              "Node identity", "The name of the shop, on every page and receipt.", desk},
    ConfigKey{"NODE_OPERATOR", text, active, false, "", "", "Ines Calder", "Node identity",
              "Who runs the shop; named on the pages About and Terms.", desk},
    ConfigKey{"NODE_CONTACT", text, active, false, "", "", "desk@books.example", "Node identity",
              "How buyers reach the shop: an e-mail address, an https address, or any line such as "
              "a Matrix name. On help, about, terms, errors, orders and receipts.",
              desk},
    ConfigKey{"NODE_URL", url, active, false, "", "", "https://books.example", "Node identity",
              "The shop's public address, without a path. Its host is answered; links in receipts "
              "begin with it. Behind https there is no play money; with http only in --demo.",
              desk},
    ConfigKey{"SHOP_CURRENCY", currency, active, false, "USD", "--currency", "EUR", "Shop",
              "ISO 4217 code in which all books are priced. It can change until a first book has a "
              "price.",
              desk},
    ConfigKey{"SHOP_CURRENCIES", list, active, false, "", "", "EUR, GBP", "Shop",
              "Further currencies in which books may have prices of their own, which buyers choose "
              "from. Nothing is converted. See docs/how-to/currencies.md.",
              desk},
    ConfigKey{"SHOP_LANGUAGE", text, active, false, "en", "", "de", "Shop",
              "The language of pages and letters for visitors who ask for none that the shop "
              "speaks. See docs/how-to/languages.md.",
              desk, "ar de en es fr"},
    ConfigKey{"SHOP_TIME_ZONE", text, active, false, "UTC", "", "Europe/Berlin", "Shop",
              "Where days begin and which time pages say: a name of the time zone database. Set it "
              "before the first sale; exports keep UTC. See docs/how-to/configure.md.",
              desk},
    ConfigKey{"HOLD_MINUTES", number, active, false, "30", "", "60", "Shop",
              "Minutes for which an unpaid order keeps copies, or a use of a code, of which there "
              "are only so many (5 to 1440). The order itself stays open for a day.",
              desk},
    ConfigKey{"SHOW_ABOUT", list, active, false, "", "", "GBP=0.79, CHF=0.95", "Shop",
              "Currencies that nothing is charged in, with what one unit of the shop's currency is "
              "worth: buyers may see about what a price is in them. See docs/how-to/currencies.md.",
              desk},
    ConfigKey{"SELLER_NAME", text, active, false, "", "", "Calder & Daughters Ltd", "Invoices",
              "Who sells, on invoices and receipts. Empty: the operator's name, or the shop's.",
              desk},
    ConfigKey{"SELLER_ADDRESS", text, active, false, "", "", "4 Bakery Lane | Harbour Town",
              "Invoices", "The seller's address; lines are separated by a vertical bar.", desk},
    ConfigKey{"SELLER_TAX_NUMBER", text, active, false, "", "", "DE123456789", "Invoices",
              "The seller's number of value added tax.", desk},
    ConfigKey{"SELLER_REGISTER", text, active, false, "", "", "Amtsgericht Hafen HRB 123",
              "Invoices", "Where the seller stands in a public register.", desk},
    ConfigKey{"TAX_COUNTRY", text, active, false, "", "", "DE", "Tax",
              "Where the shop is registered for value added tax (two letters). Empty: nowhere, no "
              "tax is charged and no country asked for. See docs/how-to/tax.md.",
              desk},
    ConfigKey{"TAX_PRICES", text, active, false, "inclusive", "", "exclusive", "Tax",
              "inclusive: prices include the tax. exclusive: it is added at checkout.", desk,
              "inclusive exclusive"},
    ConfigKey{"TAX_OSS", boolean, active, false, "false", "", "true", "Tax",
              "Buyers elsewhere in the European Union pay their own country's tax, reported at one "
              "office. Must be true beyond 10,000 euros a year of such sales.",
              desk},
    ConfigKey{"TAX_ALSO", list, active, false, "", "", "GB, NO", "Tax",
              "Further countries where the shop is registered itself and charges tax.", desk},
    ConfigKey{"TAX_KIND", text, active, false, "ebook", "", "standard", "Tax",
              "Which rates count for what is sold: ebook, or standard for everything else.", desk,
              "ebook standard"},
    ConfigKey{"TAX_RATES", text, active, false, "", "", "DK=0, HU=27", "Tax",
              "Rates in percent that replace the shipped ones; aan tax rates lists what counts.",
              desk},
    ConfigKey{
        "ENABLE_VIES", boolean, active, false, "false", "", "true", "Tax",
        "Ask the European Commission's VIES about VAT numbers of businesses abroad, which are "
        "charged no tax when it says yes. Needs SELLER_TAX_NUMBER.",
        desk},
    ConfigKey{"VIES_API_BASE", url, active, false,
              "https://ec.europa.eu/taxation_customs/vies/rest-api", "", "http://127.0.0.1:12112",
              "Tax", "Where VIES is asked. For tests; http only on this machine."},
    ConfigKey{"LISTEN", text, active, false, "127.0.0.1:8080", "--listen", "0.0.0.0:8080", "Server",
              "IP address and port of the shop; port 0 takes a free one. On 0.0.0.0 and [::] only "
              "localhost and 127.0.0.1 are answered, on this machine, until NODE_URL is set."},
    ConfigKey{"PORT", port, active, false, "", "", "8080", "Server",
              "Port alone, as hosting platforms set it: listens on all addresses. LISTEN wins."},
    ConfigKey{"TRUSTED_PROXIES", list, active, false, "", "", "10.0.0.0/8, 127.0.0.1", "Server",
              "Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are "
              "believed."},
    ConfigKey{"ADMIN_LISTEN", text, active, false, "127.0.0.1:9090", "",
              "unix:/run/shop/admin.sock", "Server",
              "Where /metrics and /healthz are: an IP address and port, unix:PATH, or off. The "
              "default gives way when the port is taken. See docs/how-to/monitor.md."},
    ConfigKey{"DESK_LISTEN", text, active, false, "main", "", "admin", "Server",
              "Where the pages of the desk are: main, where the shop listens, or admin, at the "
              "address of ADMIN_LISTEN alone."},
    ConfigKey{"PRIMARY_DOMAIN", text, active, false, "", "", "books.example", "Server",
              "Another host name to answer to, besides that of NODE_URL. A public one ends play "
              "money."},
    ConfigKey{"DATABASE_URL", url, active, true, "", "", "postgresql://shop@db.example/shop",
              "Server", "PostgreSQL to keep the shop in. Empty: SQLite in the data directory."},
    ConfigKey{"LOG_LEVEL", text, active, false, "info", "", "debug", "Server",
              "Least level that is logged: debug, info, warn or error."},
    ConfigKey{"LOG_FORMAT", text, active, false, "auto", "", "json", "Server",
              "Form of the log: json, text, or auto, which is text on a terminal and json "
              "elsewhere. NO_COLOR takes the colours away."},
    ConfigKey{"RECONCILE_SECONDS", number, active, false, "30", "", "30", "Payments",
              "How often payment providers are asked about open payments, in seconds (1 to "
              "3600)."},
    ConfigKey{
        "SANDBOX_CLOCK", boolean, active, false, "false", "--sandbox-clock", "true", "Payments",
        "The shop's clock can be moved forward, to see what time brings. Only with play money; "
        "for good, for a shop whose clock was moved. See docs/how-to/integrate.md."},
    ConfigKey{
        "ENABLE_STRIPE", boolean, active, false, "false", "", "true", "Payments",
        "Cards, Apple Pay and Google Pay through Stripe, instead of play money. Switched off, "
        "what was begun by card goes on while the key is set. See "
        "docs/how-to/stripe.md; aan doctor stripe checks what was set.",
        desk},
    ConfigKey{"STRIPE_SECRET_KEY", text, active, true, "", "", "rk_live_...", "Payments",
              "A restricted key (rk_) or the secret key (sk_) of the Stripe account. With a test "
              "key the shop says that it is in test mode and books its orders apart.",
              desk},
    ConfigKey{"STRIPE_WEBHOOK_SECRET", text, active, true, "", "", "whsec_...", "Payments",
              "Signing secret of the webhook endpoint, NODE_URL/webhooks/stripe; several, "
              "separated by commas, while one is replaced. Without it payments are found by "
              "asking, which takes longer.",
              desk},
    ConfigKey{"STRIPE_STATEMENT_SUFFIX", text, active, false, "", "", "BOOKS", "Payments",
              "What stands on card statements behind the account's own words: at most 10 letters, "
              "digits, spaces and hyphens, a letter among them. Empty: the account's words alone.",
              desk},
    ConfigKey{"STRIPE_API_BASE", url, active, false, "https://api.stripe.com", "",
              "http://127.0.0.1:12111", "Payments",
              "Where Stripe's API is asked. For tests; http only on this machine."},
    ConfigKey{"ENABLE_CRYPTO", boolean, planned, false, "false", "", "true", "Payments",
              "Bitcoin, Lightning, Monero and Ethereum."},
    ConfigKey{"BTC_ADDRESS", text, planned, false, "", "", "bc1q...", "Payments",
              "A Bitcoin address."},
    ConfigKey{"LIGHTNING_ADDRESS", text, planned, false, "", "", "shop@example.com", "Payments",
              "A Lightning address."},
    ConfigKey{
        "SMTP_URL", text, active, false, "", "", "smtp://mail.example:587", "Mail",
        "Server that takes the shop's letters: smtp:// with STARTTLS, or smtps://. Without it "
        "no letter is sent and no address is asked for. See docs/how-to/mail.md; aan doctor "
        "mail checks what was set.",
        desk},
    ConfigKey{"SMTP_USER", text, active, false, "", "", "shop@books.example", "Mail",
              "Name to log in to that server with. Empty: no login.", desk},
    ConfigKey{"SMTP_PASSWORD", text, active, true, "", "", "...", "Mail",
              "Password of that name; better in a file, as SMTP_PASSWORD_FILE.", desk},
    ConfigKey{"SMTP_TLS", text, active, false, "required", "", "none", "Mail",
              "required, or none: then smtp:// is not encrypted, and nobody logs in beyond this "
              "machine.",
              desk, "required none"},
    ConfigKey{"SMTP_CA_FILE", text, active, false, "", "", "/etc/ssl/own-ca.pem", "Mail",
              "Certificates that are believed of the mail server, instead of the system's."},
    ConfigKey{"MAIL_FROM", text, active, false, "", "", "Calder & Daughters <desk@books.example>",
              "Mail", "Who letters are from: an address, with or without a name before it.", desk},
    ConfigKey{
        "MAIL_MAX_MB", number, active, false, "25", "", "40", "Mail",
        "Largest message that the mail server takes, in megabytes, 1 to 50: a book that makes "
        "a larger one is not sent to reading devices. A file fills three quarters of it.",
        desk},
    ConfigKey{"ATTENTION_MAIL", text, active, false, "", "", "ines@books.example", "Mail",
              "Address of whoever runs the shop: when something new needs a person, a letter says "
              "what, at most one in five minutes. Empty: none.",
              desk},
    ConfigKey{"WEBHOOKS_PRIVATE", boolean, active, false, "false", "", "true", "Webhooks",
              "Webhooks may go to this machine, to private networks and over http. Else only to "
              "https addresses of the internet. See docs/how-to/webhooks.md."},
    ConfigKey{"KEEP_UNPAID_DAYS", number, active, false, "30", "", "14", "Keeping",
              "Days after which an order that was never paid is forgotten, with all that hangs on "
              "it (14 to 365).",
              desk},
    ConfigKey{"KEEP_ADDRESS_DAYS", number, active, false, "30", "", "90", "Keeping",
              "Days after the last delivery after which a buyer's e-mail address is forgotten, "
              "unless its owner keeps a library with it (14 to 3650).",
              desk},
    ConfigKey{"KEEP_NAME_DAYS", number, active, false, "90", "", "730", "Keeping",
              "Days after which the name on a receipt and the words of a gift are forgotten (14 to "
              "36500). 0: only when their person asks. Amounts, taxes and invoices always stay.",
              desk},
    ConfigKey{
        "KEEP_GIFT_ADDRESS_DAYS", number, active, false, "30", "", "14", "Keeping",
        "Days after the day of a gift after which the address of whoever gets it is forgotten; "
        "once claimed it goes at once (7 to 365).",
        desk},
    ConfigKey{"KEEP_DOWNLOAD_DAYS", number, active, false, "30", "", "7", "Keeping",
              "Days for which the address of a download says that it has expired (1 to 365).",
              desk},
    ConfigKey{"KEEP_JOB_DAYS", number, active, false, "90", "", "30", "Keeping",
              "Days for which it is remembered which letters were sent and which messages of "
              "processors came (30 to 365).",
              desk},
    ConfigKey{"KEEP_ATTENTION_DAYS", number, active, false, "90", "", "30", "Keeping",
              "Days for which faults that are mended can be looked up (7 to 3650).", desk},
    ConfigKey{"KEEP_EVENT_DAYS", number, active, false, "30", "", "7", "Keeping",
              "Days for which events for other programs are kept (2 to 365).", desk},
    ConfigKey{"JOIN_NETWORK", boolean, planned, false, "false", "", "true", "Network",
              "Take part in the Asymmetry Archive Network."},
    ConfigKey{"NETWORK_REGISTRY_URL", url, planned, false, "", "", "https://registry.example",
              "Network", "A registry to begin from."},
    ConfigKey{"REVENUE_SHARE_PERCENTAGE", number, planned, false, "", "", "15", "Network",
              "Share of a referred sale, in percent."},
    ConfigKey{"CATALOG_MODE", text, planned, false, "", "", "full", "Network",
              "full, curated or affiliate."},
    ConfigKey{"SYNC_CATALOG_FROM", url, planned, false, "", "", "https://books.example/api/catalog",
              "Network", "A catalogue to follow."},
    ConfigKey{"FALLBACK_URL", url, planned, false, "", "", "https://backup.example", "Network",
              "Where the shop is found when its first address is lost."},
    ConfigKey{"PAYMENT_MODE", text, refused, false, "", "", "", "Refused",
              "The mode is not configuration: it follows from the ways to pay that the shop has. "
              "Take it out where it is set."},
    ConfigKey{"CHECKOUT_ROUTE", text, refused, false, "", "", "", "Refused",
              "There is one checkout for every way to pay, so there is nothing to choose. Take it "
              "out where it is set."},
};

}  // namespace

std::span<const ConfigKey> config_keys() { return kKeys; }

const ConfigKey* find_config_key(std::string_view name) {
  const auto at = std::ranges::find(kKeys, name, &ConfigKey::name);
  return at == kKeys.end() ? nullptr : &*at;
}

std::string_view nearest_config_key(std::string_view name) {
  const ConfigKey& best = std::ranges::min(
      kKeys, {}, [&](const ConfigKey& key) { return edit_distance(name, key.name); });
  const std::size_t slips_max =
      std::max<std::size_t>(1, std::max(name.size(), best.name.size()) / 3);
  return edit_distance(name, best.name) <= slips_max ? best.name : std::string_view();
}

}  // namespace aan::node
