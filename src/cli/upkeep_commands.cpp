#include "cli/command_line.hpp"

#include <cstdio>

#include "aan_version.hpp"
#include "cli/docs.hpp"
#include "cli/doctor.hpp"
#include "cli/keys.hpp"
#include "cli/rebuild_index.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "cli/wrap.hpp"
#include "node/config/config_table.hpp"

namespace aan::cli {

void CommandLine::add_serve() {
  CLI::App* sub =
      command(app_, "serve", "Run the shop", "aan serve --data shop --listen 127.0.0.1:8080",
              [this] { return serve(common_); });
  for (const node::ConfigKey& key : node::config_keys())
    if (!key.flag.empty() && key.kind == node::KeyKind::boolean)
      sub->add_flag_callback(
          std::string(key.flag),
          [this, name = std::string(key.name)] { common_.flags[name] = "true"; }, text(key.help));
    else if (!key.flag.empty())
      sub->add_option(
             std::string(key.flag),
             [this, name = key.name](const CLI::results_t& typed) {
               common_.flags[std::string(name)] = typed.back();
               return true;
             },
             text(key.help))
          ->type_name("TEXT");
  sub->add_flag("--demo", common_.is_demo,
                text("Forty books and play money, in a folder of its own"));
  sub->add_flag("--json", common_.is_json,
                text("Say where it listens, and that it is ready, as one JSON object a line"));
  std::string keys = "Configuration (environment or .env; see docs/reference/configuration.md):";
  for (const node::ConfigKey& key : node::config_keys())
    if (key.status == node::KeyStatus::active)
      keys += "\n  " + wrapped(std::string(key.name) + ": " + std::string(key.help), 74, 4);
  sub->footer("Example:\n  aan serve --data shop --listen 127.0.0.1:8080\n\n" + keys);
  add_json(command(app_, "init", "Make a data directory with keys and an empty shop",
                   "aan init --data shop", [this] { return init(common_); }));
}

void CommandLine::add_backup() {
  CLI::App* save = command(app_, "backup", "Copy the shop to a place, also while it sells",
                           "aan backup /mnt/backup --data shop --keep 30",
                           [this] { return back_up(common_, backup_); });
  save->add_option("place", backup_.place,
                   text("Folder for all backups of this shop; books lie there once"))
      ->required();
  save->add_option("--keep", backup_.keep, text("Keep the newest so many, forget older ones"))
      ->check(CLI::Range(1, 100'000));
  save->add_flag("--without-keys", backup_.without_keys,
                 text("Leave DIR/keys out, because it is kept in another place"));
  add_json(save);
  CLI::App* back =
      command(app_, "restore", "Make a shop from a backup, in an empty folder",
              "aan restore /mnt/backup --data shop", [this] { return restore(common_, backup_); });
  back->add_option("place", backup_.place, "Where aan backup put it")->required();
  back->add_option("--moment", backup_.moment, text("Which one; the newest if not given"));
  back->add_option("--keys", backup_.keys, text("The shop's keys, if they were kept apart"));
  back->add_flag("--lost-keys", backup_.has_lost_keys,
                 text("Begin with fresh keys: links of orders and names are lost"));
  back->add_flag("--list", backup_.is_list, text("Only list what there is, and check it"));
  add_json(back);
}

void CommandLine::add_upkeep() {
  CLI::App& index = *group("index", "The search index");
  add_json(command(index, "rebuild", "Build it again from the catalogue",
                   "aan index rebuild --data shop", [this] { return rebuild_index(common_); }));
  CLI::App& ledger = *group("ledger", "The journal of money");
  add_shop_command(ledger, "check", "Check every invariant; exit code 6 on findings",
                   "aan ledger check --data shop --json", "ledger.check");
  add_shop_command(ledger, "balances", "Balance of each account", "aan ledger balances --data shop",
                   "ledger.balances");
  CLI::App& queue = *group("queue", "Work that waits: effects and messages");
  add_shop_command(queue, "list",
                   "Waiting and buried jobs with their last error; exit code 6 if buried",
                   "aan queue list --data shop --json", "queue.list");
  add_shop_command(queue, "retry", "Give a buried job back", "aan queue retry JOB --data shop",
                   "queue.retry", "job");
  add_tax();
  add_backup();
  CLI::App& keys = *group("keys", "The node's secret keys");
  add_json(command(keys, "list", "Ids, purposes and ages", "aan keys list --data shop",
                   [this] { return list_keys(common_); }));
  add_shop_command(keys, "rotate", "A fresh key; the old one still opens what it made",
                   "aan keys rotate cookies --data shop", "keys.rotate", "purpose");
  add_shop_command(keys, "accept-loss", "Go on without keys that are lost for ever",
                   "aan keys accept-loss --data shop", "keys.accept-loss");
  add_privacy();
  CLI::App& doctor =
      *command(app_, "doctor", "Look at everything that can be wrong; exit code 6 if something is",
               "aan doctor --data shop --json", nullptr);
  doctor.require_subcommand(0, 1);
  doctor.add_flag("--offline", is_offline_, text("Ask nobody outside: no mail server, no Stripe"));
  add_json(&doctor);
  doctor.callback([this, &doctor] {
    if (doctor.get_subcommands().empty()) code_ = aan::cli::doctor(common_, is_offline_);
  });
  add_json(
      command(doctor, "stripe", "Key, account, card page and webhook; exit code 6 if one is wrong",
              "aan doctor stripe --data shop --json", [this] { return doctor_stripe(common_); }));
  CLI::App* mail = command(doctor, "mail", "Mail server and a letter; exit code 6 if one is wrong",
                           "aan doctor mail --data shop --to you@example.org",
                           [this] { return doctor_mail(common_, which_); });
  mail->add_option("--to", which_, "Where a letter is sent to")->required();
  add_json(mail);
  CLI::App* docs = app_.add_subcommand("docs", "Write the reference pages into a folder");
  docs->add_option("folder", which_, "Such as docs/reference")->required();
  docs->add_option("--env-example", env_example_, "Where the example configuration goes")
      ->default_val(".env.example");
  docs->callback([this] {
    const auto done = write_docs(which_, env_example_, reference_);
    code_ = done ? ExitCode::ok : report(common_, done.error());
  });
  CLI::App* version = app_.add_subcommand("version", "Name and version");
  version->footer("Example:\n  aan version --json");
  add_json(version);
  version->callback([this] {
    if (common_.is_json)
      std::printf("{\"name\":\"aan\",\"version\":\"%s\"}\n", std::string(kVersion).c_str());
    else
      std::printf("aan %s\n", std::string(kVersion).c_str());
  });
}

}  // namespace aan::cli
