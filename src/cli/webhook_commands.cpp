#include "cli/command_line.hpp"

#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

CLI::App* CommandLine::add_webhook_command(CLI::App& webhook, const std::string& name,
                                           const std::string& about, const std::string& example,
                                           const std::string& what) {
  CLI::App* sub = command(webhook, name, about, example, [this, what] {
    return run_in_shop(common_, what,
                       json_object({{"name", which_},
                                    {"url", url_},
                                    {"events", with_blanks(names_)},
                                    {"state", state_},
                                    {"delivery", price_},
                                    {"hours", hours_},
                                    {"limit", limit_},
                                    {"offset", offset_}}));
  });
  sub->add_option("name", which_, "Name of the webhook")->required();
  add_json(sub);
  return sub;
}

void CommandLine::add_webhooks() {
  CLI::App& webhook = *group("webhook", "Programs that are told when something happens");
  CLI::App* add = add_webhook_command(
      webhook, "add", "A new one; its secret is shown this once",
      "aan webhook add stock-room https://stock.example/hook --event all --data shop",
      "webhook.add");
  add->add_option("url", url_, "Where messages are sent, by https")->required();
  add->add_option("--event", names_,
                  text("Such as order.paid; give it again for more, or all. "
                       "docs/how-to/webhooks.md lists them"))
      ->required();
  add_shop_command(webhook, "list", "All of them, and how they are doing",
                   "aan webhook list --data shop", "webhook.list");
  add_webhook_command(webhook, "show", "One of them", "aan webhook show stock-room --data shop",
                      "webhook.show");
  CLI::App* deliveries = add_webhook_command(
      webhook, "deliveries", "What was sent to it, what waits, what was given up",
      "aan webhook deliveries stock-room --state dead --data shop", "webhook.deliveries");
  deliveries->add_option("--state", state_, "Only waiting, done or dead ones");
  deliveries->add_option("--limit", limit_, "Rows, 1 to 100")->check(CLI::Range(1, 100));
  deliveries->add_option("--offset", offset_, "Rows to pass over")->check(CLI::NonNegativeNumber);
  CLI::App* change = add_webhook_command(
      webhook, "change", "Another address, or other events",
      "aan webhook change stock-room --url https://new.example/hook --data shop", "webhook.change");
  change->add_option("--url", url_, "Where messages are sent from now on");
  change->add_option("--event", names_, "All that it is told of from now on");
  CLI::App* roll =
      add_webhook_command(webhook, "roll", "A new secret, shown this once",
                          "aan webhook roll stock-room --hours 48 --data shop", "webhook.roll");
  roll->add_option("--hours", hours_, text("So long the one before signs too (24)"))
      ->check(CLI::Range(0, 168));
  add_webhook_command(webhook, "ping", "Send it a test message",
                      "aan webhook ping stock-room --data shop", "webhook.ping");
  CLI::App* again = add_webhook_command(
      webhook, "redeliver", "Send one message once more, or all that were given up",
      "aan webhook redeliver stock-room --data shop", "webhook.redeliver");
  again->add_option("--delivery", price_, text("Its id; without it all that were given up"));
  add_webhook_command(webhook, "end", "From now on it is told nothing",
                      "aan webhook end stock-room --data shop", "webhook.end");
}

}  // namespace aan::cli
