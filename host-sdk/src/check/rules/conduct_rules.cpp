#include "rules/conduct_rules.hpp"

#include <regex>
#include <set>

#include "host_sdk/layout/texts.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "rules/calls.hpp"

namespace host_sdk::check {
namespace {

/// Calls everything once. `seen` gets every text that a person would see.
void exercise(Bench& bench,
              const std::function<void(const std::string& where, const std::string& text)>& seen) {
  const auto texts_of = [&](const std::string& where) {
    return [&seen, where](const std::string& text) { seen(where, text); };
  };
  const auto secrets_in = [](const page::Form& form, page::Values& values) {
    page::Page around;
    around.blocks.push_back({"form", form, {}});
    page::walk_page(std::as_const(around),
                    [&](const page::Block& block, page::FormAround) {
                      const auto* input = std::get_if<page::Input>(&block.kind);
                      if (input != nullptr && input->type == page::InputType::secret)
                        values[block.id] = CheckHost::kSecret;
                    },
                    {});
  };
  bench.ignore_failed_calls();
  const auto& hooks = bench.start().hooks();
  each_page(bench, [&](SettingsPage&, const page::Page& shown, const std::string&) {
    layout::each_text(shown, texts_of("a page"));
  });
  each_action(bench, secrets_in, [&](const std::string& action, const page::ActionAnswer& answer) {
    layout::each_text(answer, texts_of("the answer to '" + action + "'"));
  });
  for (const auto& work : all_work(bench)) {
    CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
    (void)bench.work(work.name, [&] { return work.run(monitor); });
    for (const auto& text : monitor.texts()) seen("the progress of " + work.name + "()", text);
  }
  for (auto* provider : hooks.user_providers) {
    Explanation explanation;
    (void)bench.call(kExplain, [&] {
      return provider->explain({company(), administrator(), "unknown@example.com"}, explanation);
    });
    layout::each_text(explanation, texts_of("an explanation"));
  }
  for (auto* source : hooks.metric_sources) {
    std::vector<MetricSample> samples;
    (void)bench.call(kCollect, [&] { return source->collect(samples); });
    layout::each_text(samples, texts_of("a metric"));
  }
  each_page(bench, [&](SettingsPage&, const page::Page& shown, const std::string&) {
    layout::each_text(shown, texts_of("a page"));
  });
  (void)bench.call(kStop, [&] { return bench.start().stop(); });
  for (const auto& text : bench.sentences()) seen("a result", text);
  for (const auto& text : bench.host().written()) seen("the log, the audit trail or a notice", text);
}

void check_secrets(Bench& bench) {
  bench.host().secrets().invent_secrets();
  std::set<std::string> places;
  exercise(bench, [&](const std::string& where, const std::string& text) {
    if (text.find(CheckHost::kSecret) != std::string::npos && places.insert(where).second)
      bench.problem(where + " contains a secret: " + text.substr(0, 200));
  });
}

void check_log_lines(Bench& bench) {
  exercise(bench, [](const std::string&, const std::string&) {});
  const std::regex form(R"re([a-z0-9_]+( [a-z0-9_]+=("([^"\\]|\\.)*"|[^ "]*))*)re");
  std::set<std::string> reported;
  for (const auto& line : bench.host().logger().lines()) {
    const auto event = line.message.substr(0, 200);
    if (!std::regex_match(event.size() < line.message.size() ? event : line.message, form) &&
        reported.insert(event).second && event.size() == line.message.size())
      bench.problem("a line of the log is not an event with key=value pairs; write it with LogLine: " +
                    event);
  }
}

void check_time_limits(Bench& bench) {
  exercise(bench, [](const std::string&, const std::string&) {});
  for (const auto& [call, time] : bench.times()) {
    const auto& [took, limit] = time;
    bench.channel().measured(call, took, limit);
    if (took > limit)
      bench.problem(call + "() took " + std::to_string(took.count()) + " ms, and " +
                    std::to_string(limit.count()) + " ms are the limit: make a job of longer work");
  }
}

}  // namespace

std::vector<Rule> conduct_rules() {
  constexpr std::string_view kAllCalls = "stop actions tasks provider";
  return {
      {"log_lines", "Lines of the log are events with key=value pairs", kAllCalls, check_log_lines},
      {"secrets", "No secret is in a page, an answer, a result, the log, the audit trail or a notice",
       kAllCalls, check_secrets},
      {"time_limits", "Every call keeps its time limit", kAllCalls, check_time_limits},
  };
}

}  // namespace host_sdk::check
