#include "plugins/loading/call_guard.hpp"

#include "accounts/password.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/loader/guard.hpp"
#include "plugins/loading/crash_report.hpp"
#include "services/log.hpp"

namespace sample_host {

Guarded CallGuard::call(std::string_view plugin_id, std::string_view hook, std::string_view company_id,
                        const std::function<host_sdk::Result()>& body) const {
  Guarded answer;
  const RunningHook running(plugin_id, hook, company_id);
  const auto thrown = host_sdk::loader::thrown_by([&] { answer.result = body(); });
  if (!thrown) {
    if (!answer.result.done() && answer.result.sentence.empty())
      answer.result.sentence =
          host_sdk::tr("The plugin '{plugin}' failed in '{hook}' without a reason ({code}).",
                       {{"plugin", plugin_id}, {"hook", hook}, {"code", name_of(answer.result.code)}});
    return answer;
  }
  answer.reference = random_token(6);
  answer.result = host_sdk::Result::failed(
      host_sdk::ResultCode::operator_action,
      host_sdk::tr(
          "The plugin '{plugin}' failed. The rest of the platform is not affected. (Reference {number})",
          {{"plugin", plugin_id}, {"number", answer.reference}}));
  log_.write(host_sdk::LogLevel::error, plugin_id, company_id,
             LogLine("hook_threw")
                 .with("hook", hook)
                 .with("reference", answer.reference)
                 .with("reason", *thrown)
                 .text());
  return answer;
}

}  // namespace sample_host
