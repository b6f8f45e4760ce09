from planted_tree import PlantedTree

import check_layers


class Layers(PlantedTree):
    def check(self):
        return self.rules(check_layers.check(self.root))

    def test_a_downward_include_is_allowed(self):
        self.plant("src/base/result.hpp", "#pragma once\n#include <string>\n")
        self.plant("src/domain/sales/order.hpp", '#include "base/result.hpp"\n')
        self.assertEqual(self.check(), [])

    def test_an_upward_include_is_refused_with_its_place(self):
        self.plant("src/web/page.hpp", "#pragma once\n")
        self.plant("src/service/checkout.cpp", '#include <string>\n#include "web/page.hpp"\n')
        self.assertEqual(self.check(), [("src/service/checkout.cpp", 2, "arrow")])

    def test_an_adapter_may_not_include_another_adapter(self):
        self.plant("src/adapters/blob_files/blobs.hpp", "#pragma once\n")
        self.plant("src/adapters/store_sql/store.cpp", '#include "adapters/blob_files/blobs.hpp"\n')
        self.assertEqual(self.check(), [("src/adapters/store_sql/store.cpp", 1, "arrow")])

    def test_a_library_outside_its_home_is_refused(self):
        self.plant("src/web/page.cpp", "#include <sodium.h>\n")
        self.plant("src/worker/zip.cpp", "#include <zip.h>\n")
        self.plant("src/service/deliver.cpp", "#include <boost/asio/io_context.hpp>\n")
        self.assertEqual(self.check(), [("src/service/deliver.cpp", 1, "home"), ("src/web/page.cpp", 1, "home")])

    def test_json_stays_in_codec_files(self):
        self.plant("src/api/order_codec.cpp", "#include <boost/json.hpp>\n")
        self.plant("src/api/order_routes.cpp", "#include <boost/json.hpp>\n")
        self.assertEqual(self.check(), [("src/api/order_routes.cpp", 1, "home")])

    def test_a_library_without_a_home_is_refused(self):
        self.plant("src/net/http.cpp", "#include <curl/curl.h>\n#include <sys/socket.h>\n#include <vector>\n")
        self.assertEqual(self.check(), [("src/net/http.cpp", 1, "home")])

    def test_domain_knows_no_threads_and_no_input_or_output(self):
        self.plant("src/domain/ledger/journal.cpp", "#include <mutex>\n#include <fstream>\n#include <map>\n")
        self.assertEqual([rule for _, _, rule in self.check()], ["refused", "refused"])

    def test_a_circle_between_modules_is_refused(self):
        self.plant("src/domain/sales/a.hpp", '#include "domain/payment/b.hpp"\n')
        self.plant("src/domain/payment/b.hpp", '#include "domain/sales/a.hpp"\n')
        self.assertEqual([rule for _, _, rule in self.check()], ["circle"])

    def test_a_path_is_written_from_the_root_of_the_sources(self):
        self.plant("src/base/a.hpp", "#pragma once\n")
        self.plant("src/base/b.hpp", '#include "a.hpp"\n')
        self.assertEqual(self.check(), [("src/base/b.hpp", 1, "path")])

    def test_only_tests_see_the_fake_world(self):
        self.plant("testing/clock.hpp", "#pragma once\n")
        self.plant("src/base/a_test.cpp", '#include "testing/clock.hpp"\n#include <gtest/gtest.h>\n')
        self.plant("src/base/a_case.hpp", '#include "testing/clock.hpp"\n#include <gtest/gtest.h>\n')
        self.plant("src/base/a.cpp", '#include "testing/clock.hpp"\n#include <gtest/gtest.h>\n')
        self.assertEqual(self.check(), [("src/base/a.cpp", 1, "arrow"), ("src/base/a.cpp", 2, "home")])

    def test_a_file_declares_the_namespace_of_its_room_or_one_inside_it(self):
        good = {
            "src/base/log.hpp": "aan::log", "src/base/ids.hpp": "aan", "src/domain/sales/order.hpp": "aan::sales",
            "src/adapters/store_sql/engine/rows.hpp": "aan::store_sql", "src/worker/epub/xml.hpp": "aan::worker::epub",
            "testing/clock.hpp": "aan::testing", "tests/contract/a_test.cpp": "aan::sales",
        }
        for path, name in good.items():
            self.plant(path, f"namespace {name} {{\nnamespace {{\nnamespace json = boost::json;\n}}\n}}\n")
        self.assertEqual(self.check(), [])

    def test_another_namespace_is_refused_with_its_place(self):
        bad = {
            "src/adapters/store_sql/store.hpp": "aan::adapters", "src/base/ids.hpp": "aan::sales",
            "src/domain/sales/order.hpp": "aan::domain::sales", "src/web/page.hpp": "aan", "testing/clock.hpp": "aan::test",
        }
        for path, name in bad.items():
            self.plant(path, f"#pragma once\nnamespace {name} {{\n}}\n")
        self.assertEqual(self.check(), [(path, 2, "namespace") for path in sorted(bad)])

    def test_a_file_outside_every_module_is_refused(self):
        self.plant("src/misc/a.cpp", "#include <vector>\n")
        self.assertEqual(self.check(), [("src/misc/a.cpp", 1, "module")])
