#include "database/notices_table.hpp"

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {
namespace {

void erase(soci::session& sql, const std::string& plugin, const std::string& company,
           const std::string& topic) {
  sql << "DELETE FROM host_notices WHERE plugin_id = :plugin AND company_id = :company AND topic = :topic",
      soci::use(plugin, "plugin"), soci::use(company, "company"), soci::use(topic, "topic");
}

}  // namespace

void NoticesTable::put(const StoredNotice& notice) {
  const int tone = static_cast<int>(notice.tone);
  const Int at = micros(notice.at);
  in_transaction(pool_, "the notice cannot be stored", [&](soci::session& sql) {
    erase(sql, notice.plugin_id, notice.company_id, notice.topic);
    sql << "INSERT INTO host_notices (plugin_id, company_id, topic, tone, title, body, at) VALUES (:plugin, "
           ":company, :topic, :tone, :title, :body, :at)",
        soci::use(notice.plugin_id, "plugin"), soci::use(notice.company_id, "company"),
        soci::use(notice.topic, "topic"), soci::use(tone, "tone"), soci::use(notice.title, "title"),
        soci::use(notice.text, "body"), soci::use(at, "at");
  });
}

void NoticesTable::remove(std::string_view plugin_id, std::string_view company_id, std::string_view topic) {
  with_session(pool_, "the notice cannot be removed", [&](soci::session& sql) {
    erase(sql, std::string{plugin_id}, std::string{company_id}, std::string{topic});
  });
}

std::vector<StoredNotice> NoticesTable::of_company(std::string_view company_id) {
  const std::string company{company_id};
  return with_session(pool_, "the notices cannot be read", [&](soci::session& sql) {
    std::vector<StoredNotice> notices;
    StoredNotice notice;
    int tone = 0;
    Int at = 0;
    soci::statement rows =
        (sql.prepare << "SELECT plugin_id, company_id, topic, tone, title, body, at FROM host_notices WHERE "
                        "company_id = :company ORDER BY at DESC, plugin_id, topic",
         soci::use(company, "company"), soci::into(notice.plugin_id), soci::into(notice.company_id),
         soci::into(notice.topic), soci::into(tone), soci::into(notice.title), soci::into(notice.text),
         soci::into(at));
    rows.execute();
    while (rows.fetch()) {
      notice.tone = static_cast<host_sdk::page::Tone>(tone);
      notice.at = moment(at);
      notices.push_back(notice);
    }
    return notices;
  });
}

}  // namespace sample_host
