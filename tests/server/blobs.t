# tests/server/blobs.t - photographs and recordings by their SHA-256.
. "${TOP:-.}/tests/lib/tap.sh"
. "$TOP/tests/lib/central.sh"
new_centre

head -c 3000000 /dev/urandom >photo
name=$(sha256sum photo | cut -d' ' -f1)
request POST "$GL" /v1/blobs/$name --data-binary @photo
is "$code $(json size)" "200 3000000" "a photograph is taken"
request POST "$CN" /v1/blobs/$name --data-binary @photo
is "$code" 200 "again, from another site"
is "$(sql "SELECT count(*) FROM blob")" 1 "it is there once"
request GET "$CN" /v1/blobs/$name --compressed
is "$code" 200 "the other site gets it"
same_file "$T/body" photo "byte for byte"
: >nothing
request POST "$GL" /v1/blobs/$(sha256sum nothing | cut -d' ' -f1) --data-binary @nothing
is "$code" 200 "an empty one"
request POST "$GL" /v1/blobs/${name:1}0 --data-binary @photo
is "$code $(json error)" "422 hash" "another content than the name says"
request POST "$GL" /v1/blobs/../../x --path-as-is --data-binary @photo
is "$code $(json error)" "400 request" "a name that is none"
request GET "$GL" /v1/blobs/${name:1}0
is "$code $(json error)" "404 none" "a file that is not there"
request GET "" /v1/blobs/$name
is "$code" 401 "nobody without a token"
head -c 16777217 /dev/zero >big
request POST "$GL" /v1/blobs/$(sha256sum big | cut -d' ' -f1) --data-binary @big
is "$code $(json error) $(json max_bytes)" "413 size 16777216" "a file that is too big"
done_testing
