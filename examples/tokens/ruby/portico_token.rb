# Ruby 2.7 or newer, with nothing but its standard library.
require "json"
require "openssl"
require "securerandom"

def portico_part(data)
  [data].pack("m0").tr("+/", "-_").delete("=")
end

# Call it for each request of your page, after you have checked who is signed in.
def portico_token(claims)
  key = OpenSSL::PKey::RSA.new(ENV.fetch("PORTICO_PRIVATE_KEY"))
  now = Time.now.to_i
  header = { alg: "RS256", typ: "JWT", kid: ENV.fetch("PORTICO_KEY_ID") }
  payload = {
    aud: "portico:#{ENV.fetch('PORTICO_ENVIRONMENT')}",
    iat: now,
    exp: now + 300, # 600 at most
    jti: SecureRandom.uuid, # each token works once
  }.merge(claims)
  signed = [header, payload].map { |part| portico_part(JSON.generate(part)) }.join(".")
  "#{signed}.#{portico_part(key.sign('SHA256', signed))}"
end

if __FILE__ == $PROGRAM_NAME
  print portico_token(
    customer: "globex", # your own id of the company
    customer_name: "Globex",
    sub: "gwen", # your own id of the person
    name: "Gwen",
    role: "admin", # admin, member or viewer
    plan: "pro",
  )
end
